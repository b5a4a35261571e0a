import { type ChannelKind, channelKinds } from '#channels/channel.ts';
import { connectedKinds } from '#channels/connections.ts';
import { limitsOf, type Opening, windowEnd } from '#channels/limits.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField } from '#platform/errors.ts';
import { input } from '#platform/words.ts';
import { findOpening } from './quota.ts';
import { findSuppressed, type Recipient } from './recipients.ts';
import { brokenLimit, partsOf, readUse } from './sending/counters.ts';
import { requireRules } from './sending/rules.ts';
import { type UnavailableReason, unavailableWords, whyNot } from './why-not.ts';

/** Whether a person can be written to on a channel now, where, until when, and how often where that is counted. */
export type Reach = {
  address: string | null;
  reason: UnavailableReason | null;
  until: Date | null;
  left: number | null;
};

/**
 * For each channel whether it can be used for this person now: for any text, as long as an SMS of so many parts. What was
 * used up meanwhile is noticed when the message leaves.
 */
export async function reachOf(trx: Trx, recipient: Recipient, parts = 1): Promise<Record<ChannelKind, Reach>> {
  const { companyId, candidate, application } = recipient;
  const at = new Date();
  const heard = await findHeard(trx, companyId, candidate.id);
  const connected = await connectedKinds(trx, companyId);
  const known: Partial<Record<ChannelKind, string | null>> = {
    sms: candidate.phone,
    email: candidate.email ?? heard.get('email')?.address ?? null,
  };
  const addresses = channelKinds.flatMap((channel) => {
    const address = channel in known ? known[channel] : heard.get(channel)?.address;
    return address ? [{ channel, address }] : [];
  });
  const suppressed = await findSuppressed(trx, companyId, addresses);
  const openings = new Map<ChannelKind, Opening | null>();
  for (const { channel, address } of addresses)
    if (limitsOf(channel).quota)
      openings.set(channel, await findOpening(trx, { companyId, candidateId: candidate.id, channel, address }));
  const rules = await requireRules(trx, companyId);
  const use = await readUse(trx, companyId, rules, candidate.phone, at);

  const reach = (channel: ChannelKind): Reach => {
    const address = addresses.find((one) => one.channel === channel)?.address ?? null;
    const heardAt = heard.get(channel)?.at ?? null;
    const opening = openings.get(channel) ?? null;
    const until = opening?.until ?? (heardAt ? windowEnd(channel, heardAt, 'human') : null);
    const answer = (reason: UnavailableReason | null): Reach => ({
      address,
      reason,
      until,
      left: opening?.left ?? null,
    });
    if (channel === 'webchat') return answer(application.chatUsed || heard.has('webchat') ? null : 'chat_not_opened');
    if (!address) return answer(withoutAddress(channel, connected));
    const refused = suppressed.get(`${channel} ${address.toLowerCase()}`) ?? null;
    const facts = { channel, address, text: '', heardAt, opening, suppressed: refused, rules, at };
    const limit = channel === 'sms' ? brokenLimit(rules, use, parts) : null;
    return answer(whyNot({ ...facts, by: 'human' }) ?? limit);
  };
  return Object.fromEntries(channelKinds.map((channel) => [channel, reach(channel)])) as Record<ChannelKind, Reach>;
}

/** The address to which these texts go by this channel; throws the reason where they can't. Web chat has none. */
export async function requireReach(
  trx: Trx,
  recipient: Recipient,
  channel: ChannelKind,
  messages: { body: string }[],
): Promise<string | null> {
  const parts = channel === 'sms' ? messages.reduce((sum, { body }) => sum + partsOf(body), 0) : 1;
  const { reason, address } = (await reachOf(trx, recipient, parts))[channel];
  if (reason) throw conflict(reason, unavailableWords[reason]);
  const { text: longest } = limitsOf(channel);
  if (messages.some(({ body }) => body.length > longest)) throw invalidField('body', input.tooLong(longest));
  return address;
}

function withoutAddress(channel: ChannelKind, connected: ReadonlySet<ChannelKind>): UnavailableReason {
  if (channel === 'sms') return 'no_phone';
  if (channel === 'email') return 'no_email';
  // The sandbox plays them all, as long as nothing is connected.
  return connected.has(channel) || connected.size === 0 ? 'not_written' : 'not_connected';
}

type Heard = { address: string | null; at: Date };

/** From where and when this person wrote last, on each channel on which they ever did. */
export async function findHeard(trx: Trx, companyId: number, candidateId: number): Promise<Map<ChannelKind, Heard>> {
  const rows = await trx
    .selectFrom('messages')
    .distinctOn('channel')
    .select(['channel', 'to_address', 'created_at'])
    .where('company_id', '=', companyId)
    .where('candidate_id', '=', candidateId)
    .where('direction', '=', 'in')
    .orderBy('channel')
    .orderBy('created_at', 'desc')
    .execute();
  return new Map(
    rows.map(({ channel, to_address: address, created_at: at }) => [channel as ChannelKind, { address, at }]),
  );
}

/** Where an approved text goes: a chat may also be begun by it, with the phone number. */
export async function templateReach(
  trx: Trx,
  { companyId, candidate }: Recipient,
): Promise<{ address: string | null; reason: UnavailableReason | null }> {
  const address = candidate.whatsapp?.address ?? candidate.phone;
  // The sandbox plays it as long as nothing is connected, and for who has written there.
  const connected = await connectedKinds(trx, companyId);
  if (connected.size > 0 && !connected.has('whatsapp') && !candidate.whatsapp)
    return { address, reason: 'not_connected' };
  if (!address) return { address, reason: 'no_phone' };
  const suppressed = await findSuppressed(trx, companyId, [{ channel: 'whatsapp', address }]);
  return { address, reason: suppressed.size > 0 ? 'suppressed' : null };
}

/** The same; throws the reason where it can't go. */
export async function requireTemplateReach(trx: Trx, recipient: Recipient): Promise<string | null> {
  const { address, reason } = await templateReach(trx, recipient);
  if (reason) throw conflict(reason, unavailableWords[reason]);
  return address;
}
