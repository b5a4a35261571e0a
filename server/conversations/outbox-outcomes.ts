import { setTimeout as wait } from 'node:timers/promises';
import type { SendResult } from '#channels/channel.ts';
import { giveBack, noteSendings } from '#channels/connection-health.ts';
import { isItsOwnFault, type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { markBounced, markOptedOut } from './consent.ts';
import type { ClaimedMessage } from './outbox-claims.ts';
import { type Postponement, postpone, removeFromOutbox } from './outbox-queries.ts';
import type { Verdict } from './sending/admission.ts';
import { countOut } from './sending/counters.ts';
import { advanceStatus, hintChanged, type StatusChange } from './status.ts';

type OutcomeServices = Pick<Services, 'db' | 'hints'>;

export type Result = SendResult | Verdict;

/**
 * What came of a message. What a provider may have and can be asked about stays claimed until its lease is over; what was
 * `withheld` no provider was given.
 */
export type Outcome = { message: ClaimedMessage; result: Result; canBeAsked: boolean; withheld: boolean };

/** Resolves when it is recorded; tries to until `until` (milliseconds of the clock), or once. */
export type Recorder = (outcomes: Outcome[], until?: number) => Promise<void>;

type Waiting = { outcomes: Outcome[]; resolve(): void; reject(error: unknown): void };

const largestBatch = 100;
const longestPauseMs = 2000;

/** Outcomes that come while a transaction runs share the next one. */
export function startRecorder(services: OutcomeServices): Recorder {
  const waiting: Waiting[] = [];
  let running = false;
  const run = async () => {
    running = true;
    while (waiting.length > 0) await recordBatch(services, waiting.splice(0, largestBatch));
    running = false;
  };
  const once = (outcomes: Outcome[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ outcomes, resolve, reject });
    if (!running) void run();
    return promise;
  };
  return async (outcomes, until = 0) => {
    for (let pause = 50; ; pause = Math.min(longestPauseMs, pause * 2)) {
      try {
        return await once(outcomes);
      } catch (error) {
        if (Date.now() + pause > until) throw error;
        await wait(pause);
      }
    }
  };
}

async function recordBatch(services: OutcomeServices, batch: Waiting[]): Promise<void> {
  try {
    await settle(
      services,
      batch.flatMap(({ outcomes }) => outcomes),
    );
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length === 1 || !isItsOwnFault(error)) for (const { reject } of batch) reject(error);
    // Whoever spoiled it is alone with that.
    else for (const one of batch) await recordBatch(services, [one]);
  }
}

async function settle(services: OutcomeServices, outcomes: Outcome[]): Promise<void> {
  const judged = outcomes.map(({ message, result, canBeAsked, withheld }) => {
    const verdict = giveUp(message, result);
    return {
      message,
      result: verdict,
      withheld,
      final:
        verdict.outcome !== 'later' && verdict.outcome !== 'held' && !(verdict.outcome === 'unknown' && canBeAsked),
    };
  });
  const final = judged.filter((one) => one.final);
  const held = judged.filter(({ result }) => result.outcome === 'held');
  const later = [...judged.filter(({ result }) => result.outcome === 'later'), ...held];
  const { changed, told } = await withSystem(services.db, async (trx) => {
    const moved = await advanceStatus(
      trx,
      final.map(({ message, result }) => toStatus(message, result)),
    );
    const removed = await removeFromOutbox(
      trx,
      final.map(({ message }) => pick(message)),
    );
    await postpone(
      trx,
      later.map(({ message, result }) => toPostponement(message, result)),
    );
    await markOptedOut(trx, addressesOf(judged, 'optedOut'));
    await markBounced(trx, addressesOf(judged, 'bounced'));
    // The connections first and then the counts, as those take them who claim.
    const noted = await noteAtConnections(trx, judged);
    // Once, where this is recorded a second time because the first one's answer got lost.
    const refused = judged.filter(
      ({ message, result }) => result.outcome === 'refused' && removed.has(message.messageId),
    );
    await countOut(
      trx,
      refused.map(({ message }) => message),
    );
    return { changed: moved, told: noted };
  });
  hintChanged(services.hints, [...changed, ...held.map(({ message }) => message)]);
  for (const companyId of told) services.hints.publish({ companyId, topic: 'channels' });
}

/** To which these were sent of which the provider says that nothing must, or can, be sent there any more. */
function addressesOf(judged: Pick<Outcome, 'message' | 'result'>[], mark: 'optedOut' | 'bounced') {
  return judged
    .filter(({ result }) => result.outcome === 'refused' && result[mark])
    .map(({ message: { companyId, channel, to } }) => ({ companyId, channel, address: to ?? '' }));
}

/** What a connection is told of itself; for what it was never given it gets its time back. */
async function noteAtConnections(trx: Trx, outcomes: Omit<Outcome, 'canBeAsked'>[]): Promise<Set<number>> {
  const of = (withheld: boolean) =>
    outcomes.flatMap(({ message: { companyId, connectionId }, result, ...one }) =>
      connectionId === null || one.withheld !== withheld
        ? []
        : [{ companyId, connectionId, result: result as SendResult }],
    );
  await giveBack(trx, of(true));
  return noteSendings(trx, of(false));
}

/** Tried this often, over some seven hours, before it is given up. */
const maxAttempts = 16;
const firstDelayMs = 5000;
const longestDelayMs = 3_600_000;

/** The next claim finds the way that the company has now. */
export const disconnected: SendResult = {
  outcome: 'later',
  code: 'disconnected',
  detail: 'The connection has just ended.',
};

function giveUp(message: ClaimedMessage, result: Result): Result {
  if (result.outcome !== 'later' || uncounted(result) || message.attempts < maxAttempts) return result;
  return {
    outcome: 'refused',
    code: result.code,
    detail: `Given up after ${message.attempts} attempts: ${result.detail}`,
  };
}

/** The sender's trouble alone: its connection is paused, and the message goes with the next that do. */
function uncounted(result: Result): boolean {
  return result.outcome === 'later' && (result.sender === 'slow' || result.sender === 'blocked');
}

function toStatus(message: ClaimedMessage, result: Result): StatusChange {
  const id = pick(message);
  if (result.outcome === 'accepted') return { ...id, status: 'sent', providerId: result.providerId };
  const { code: errorCode, detail: errorDetail } = result as Extract<SendResult, { code: string }>;
  return { ...id, status: result.outcome === 'refused' ? 'failed' : 'unknown', errorCode, errorDetail };
}

function toPostponement(message: ClaimedMessage, result: Result): Postponement {
  const held = { ...pick(message), claimId: message.claimId, delayMs: 0, uncounted: true };
  if (result.outcome === 'held')
    return { ...held, code: result.code ?? '', detail: result.detail ?? '', until: result.until };
  const { code, detail, retryAfterMs } = result as SendResult & { outcome: 'later' };
  const told = { ...pick(message), claimId: message.claimId, code, detail };
  if (uncounted(result) || result === disconnected) return { ...held, code, detail };
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(message.attempts - 1, 20));
  return { ...told, delayMs: Math.round(Math.max(retryAfterMs ?? 0, backoff)) };
}

function pick({ companyId, messageId, retries }: ClaimedMessage) {
  return { companyId, messageId, retries };
}
