import type { SendResult } from '#channels/channel.ts';
import { limitsOf } from '#channels/limits.ts';
import type { Trx } from '#platform/db.ts';
import type { ClaimedMessage } from '../outbox-claims.ts';
import { findOpening } from '../quota.ts';
import { type UnavailableReason, unavailableWords, whyNot } from '../why-not.ts';
import { countIn, endOfHour } from './counters.ts';
import { holding } from './hold.ts';
import { loadRules, type SendingRules } from './rules.ts';

/**
 * Why a message does not go to its provider now: not at all, or not before the company's hours, or not while a limit holds,
 * of which `code` tells.
 */
export type Verdict =
  | Extract<SendResult, { outcome: 'refused' }>
  | { outcome: 'held'; until: Date; code?: string; detail?: string };

/**
 * The last word on messages that have just been claimed, on whichever path they came into the outbox: in the transaction
 * of the claim, so that what is counted is counted once and nothing is sent beyond a limit.
 */
export async function admit<M extends ClaimedMessage>(trx: Trx, messages: M[]): Promise<Map<M, Verdict>> {
  const verdicts = new Map<M, Verdict>();
  if (messages.length === 0) return verdicts;
  const at = new Date();
  const rules = await loadRules(trx, [...new Set(messages.map(({ companyId }) => companyId))]);
  const rulesOf = (companyId: number) => rules.get(companyId) as SendingRules;
  for (const [companyId, ofCompany] of Map.groupBy(messages, (message) => message.companyId)) {
    const heldUntil = holding(rulesOf(companyId), at);
    for (const message of ofCompany) {
      const refusal = await refusalOf(trx, message, rulesOf(companyId), at);
      const until = refusal || !message.waits ? null : heldUntil(message);
      if (refusal) verdicts.set(message, refusal);
      else if (until) verdicts.set(message, { outcome: 'held', until });
    }
  }
  const leaving = messages.filter((message) => message.channel === 'sms' && !verdicts.has(message));
  // Of an import as large as a city many numbers begin alike: what nobody waits for goes in the hours that follow.
  for (const [message, reason] of await countIn(trx, leaving, rulesOf, at))
    verdicts.set(message, reason === 'prefix_limit' && message.automatic ? heldByLimit(reason, at) : refused(reason));
  return verdicts;
}

async function refusalOf(trx: Trx, message: ClaimedMessage, rules: SendingRules, at: Date): Promise<Verdict | null> {
  const { to, channel, body, heardAt, orphaned, suppressed } = message;
  if (!to) return { outcome: 'refused', code: 'no_address', detail: 'There is no address to send this to.' };
  if (orphaned) return { outcome: 'refused', code: 'application_deleted', detail: 'What this is about was deleted.' };
  const by = message.author === 'user' ? 'human' : 'program';
  const opening = limitsOf(channel).quota ? await findOpening(trx, { ...message, address: to }) : null;
  const approved = message.template !== null;
  const facts = { channel, address: to, text: body, heardAt, opening, suppressed, approved, rules, by, at } as const;
  const reason = whyNot(facts);
  return reason && refused(reason);
}

function heldByLimit(reason: UnavailableReason, at: Date): Verdict {
  return { outcome: 'held', until: endOfHour(at), code: reason, detail: unavailableWords[reason].en };
}

function refused(reason: UnavailableReason): Verdict {
  return { outcome: 'refused', code: reason, detail: unavailableWords[reason].en };
}
