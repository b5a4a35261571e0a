import { randomUUID } from 'node:crypto';
import type { Channel, ChannelKind, OutgoingMessage, SendResult } from '#channels/channel.ts';
import { channelFor, pushedKinds } from '#channels/registry.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Loop, startLoop } from './loop.ts';
import {
  type Claimant,
  type ClaimedMessage,
  claimMessages,
  extendClaims,
  postpone,
  removeFromOutbox,
  takeOverMessages,
} from './outbox-queries.ts';
import { advanceStatus, type ChangedMessage, type StatusChange } from './status.ts';

type OutboxServices = Pick<Services, 'config' | 'db' | 'log' | 'hints'>;

export type OutboxOptions = {
  /** Instead of those that the configuration names. */
  channels?: Channel[];
  /** After how long without a sign of life a claimed message is taken from its worker. */
  leaseMs?: number;
  pollMs?: number;
};

/** Tried this often, over some seven hours, before it is given up. */
const maxAttempts = 16;
const firstDelayMs = 5000;
const longestDelayMs = 3_600_000;

/**
 * Sends what waits in the outbox, until stopped. Channels of the same provider share a lane; a slow provider keeps no
 * other lane waiting. `stop` waits for what is with a provider at that moment.
 */
export function startOutbox(services: OutboxServices, options: OutboxOptions = {}): Loop {
  const claimant: Claimant = { workerId: randomUUID(), leaseMs: options.leaseMs ?? 30_000, inHand: new Set() };
  const channels = options.channels ?? pushedKinds.map((kind) => channelFor(services.config, services.db, kind));
  const heartbeat = setInterval(() => {
    withSystem(services.db, (trx) => extendClaims(trx, claimant)).catch((error) =>
      services.log.warn({ err: error }, 'outbox heartbeat failed'),
    );
  }, claimant.leaseMs / 3);
  const lanes = Map.groupBy(channels, (channel) => channel.provider);
  const loops = [...lanes.values()].map((lane) => startLane(services, lane, claimant, options.pollMs ?? 1000));
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      clearInterval(heartbeat);
      await Promise.all(channels.map((channel) => channel.close?.()));
    },
  };
}

function startLane(services: OutboxServices, lane: Channel[], claimant: Claimant, pollMs: number): Loop {
  const kinds = lane.map((channel) => channel.kind);
  const [{ batch, concurrency, sendMany }] = lane as [Channel];
  const inFlight = new Set<Promise<void>>();
  let recovered = 0;
  const loop = startLoop(services, {
    name: `outbox ${lane[0]?.provider}`,
    topic: 'outbox',
    pollMs,
    async turn() {
      if (Date.now() - recovered > claimant.leaseMs / 2) {
        recovered = Date.now();
        await recoverAbandoned(services, lane, kinds, claimant);
      }
      const room = sendMany ? batch : concurrency - inFlight.size;
      const claimedAt = Date.now();
      const claimed = await withSystem(services.db, (trx) => claimMessages(trx, kinds, room, claimant));
      const groups = sendMany ? (claimed.length > 0 ? [claimed] : []) : claimed.map((message) => [message]);
      for (const group of groups) {
        const work: Promise<void> = deliver(services, lane, group, claimant, claimedAt).finally(() => {
          inFlight.delete(work);
          // The next message of the same conversation may have waited for this one.
          loop.wake();
        });
        inFlight.add(work);
      }
      if (sendMany) await Promise.all(inFlight);
      else if (inFlight.size >= concurrency) await Promise.race(inFlight);
      return claimed.length > 0 && inFlight.size === 0;
    },
    async drain() {
      await Promise.all(inFlight);
    },
  });
  return loop;
}

/** Hands messages to their channel and records what came of it. Never throws: what could not be recorded is left to its lease. */
async function deliver(
  services: OutboxServices,
  lane: Channel[],
  messages: ClaimedMessage[],
  claimant: Claimant,
  claimedAt: number,
): Promise<void> {
  for (const message of messages) claimant.inHand.add(message);
  try {
    const verdicts = await send(lane, messages, () => Date.now() - claimedAt < claimant.leaseMs);
    if (verdicts) await settle(services, messages, verdicts, claimant.workerId);
  } catch (error) {
    services.log.error({ err: error, messages: messages.length }, 'results of sending were not recorded');
  } finally {
    for (const message of messages) claimant.inHand.delete(message);
  }
}

/** Null: this process stood still for longer than its lease, and somebody else has these messages by now. */
async function send(
  lane: Channel[],
  messages: ClaimedMessage[],
  stillOurs: () => boolean,
): Promise<SendResult[] | null> {
  if (!stillOurs()) return null;
  const results = messages.map(refusal);
  const sendable = messages.filter((_, at) => results[at] === null);
  if (sendable.length === 0) return results as SendResult[];
  const channel = lane.find((one) => one.kind === sendable[0]?.channel) as Channel;
  const outgoing = sendable.map(toOutgoing);
  const sent = await sendAll(channel, outgoing);
  const next = sent.values();
  return results.map((result) => result ?? (next.next().value as SendResult));
}

async function sendAll(channel: Channel, messages: OutgoingMessage[]): Promise<SendResult[]> {
  try {
    return channel.sendMany ? await channel.sendMany(messages) : await Promise.all(messages.map(channel.send));
  } catch (error) {
    // Whether it got there is not known; where the provider can be asked or takes our id as a key, trying again is safe.
    const outcome = channel.find ? 'later' : 'unknown';
    return messages.map(() => ({ outcome, code: 'send_failed', detail: (error as Error).message }));
  }
}

/** What must not be sent at all, on whichever path it came into the outbox. */
function refusal(message: ClaimedMessage): SendResult | null {
  if (!message.to) return { outcome: 'refused', code: 'no_address', detail: 'There is no address to send this to.' };
  if (message.orphaned) {
    return { outcome: 'refused', code: 'application_deleted', detail: 'What this is about was deleted.' };
  }
  if (message.suppressed !== null) {
    return { outcome: 'refused', code: 'suppressed', detail: `This address has opted out (${message.suppressed}).` };
  }
  return null;
}

function toOutgoing(message: ClaimedMessage): OutgoingMessage {
  const { companyId, messageId, applicationId, channel, to, subject, body, html, senderName, language } = message;
  return { companyId, messageId, applicationId, channel, to: to ?? '', subject, body, html, senderName, language };
}

async function settle(
  services: OutboxServices,
  messages: ClaimedMessage[],
  results: SendResult[],
  workerId: string,
): Promise<void> {
  const judged = messages.map((message, at) => ({ message, result: giveUp(message, results[at] as SendResult) }));
  const final = judged.filter(({ result }) => result.outcome !== 'later');
  const later = judged.filter(({ result }) => result.outcome === 'later');
  const changed = await withSystem(services.db, async (trx) => {
    const moved = await advanceStatus(
      trx,
      final.map(({ message, result }) => toStatus(message, result)),
    );
    await removeFromOutbox(
      trx,
      final.map(({ message }) => pick(message)),
    );
    await postpone(
      trx,
      workerId,
      later.map(({ message, result }) => toPostponement(message, result)),
    );
    return moved;
  });
  hintChanged(services, changed);
}

function giveUp(message: ClaimedMessage, result: SendResult): SendResult {
  if (result.outcome !== 'later' || message.attempts < maxAttempts) return result;
  return {
    outcome: 'refused',
    code: result.code,
    detail: `Given up after ${message.attempts} attempts: ${result.detail}`,
  };
}

function toStatus(message: ClaimedMessage, result: SendResult): StatusChange {
  const id = pick(message);
  if (result.outcome === 'accepted') return { ...id, status: 'sent', providerId: result.providerId };
  const status = result.outcome === 'refused' ? 'failed' : 'unknown';
  return { ...id, status, errorCode: result.code, errorDetail: result.detail };
}

function toPostponement(message: ClaimedMessage, result: SendResult) {
  const { code, detail, retryAfterMs } = result as SendResult & { outcome: 'later' };
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(message.attempts - 1, 20));
  return {
    ...pick(message),
    code,
    detail,
    delayMs: Math.round(Math.max(retryAfterMs ?? 0, backoff)),
  };
}

/** A worker died between its claim and the result: ask the provider; where it can't be asked, say that nobody knows. */
async function recoverAbandoned(
  services: OutboxServices,
  lane: Channel[],
  kinds: ChannelKind[],
  claimant: Claimant,
): Promise<void> {
  const messages = await withSystem(services.db, (trx) => takeOverMessages(trx, kinds, claimant));
  if (messages.length === 0) return;
  services.log.warn({ messages: messages.length }, 'took over messages of a worker that is gone');
  for (const message of messages) claimant.inHand.add(message);
  for (const message of messages) {
    try {
      await recover(services, lane, message, claimant.workerId);
    } catch (error) {
      services.log.error(
        { err: error, messageId: message.messageId },
        'it is not known yet whether a message was sent',
      );
    } finally {
      claimant.inHand.delete(message);
    }
  }
}

async function recover(
  services: OutboxServices,
  lane: Channel[],
  message: ClaimedMessage,
  workerId: string,
): Promise<void> {
  const find = lane.find((channel) => channel.kind === message.channel)?.find;
  if (!find) {
    const detail = 'The program was stopped while it sent this; the provider may have it or not.';
    return settle(services, [message], [{ outcome: 'unknown', code: 'interrupted', detail }], workerId);
  }
  const providerId = await find(pick(message));
  if (providerId) return settle(services, [message], [{ outcome: 'accepted', providerId }], workerId);
  const again = { ...pick(message), delayMs: 0, code: '', detail: '' };
  await withSystem(services.db, (trx) => postpone(trx, workerId, [again]));
}

const mostHints = 50;

/** Lists do not show delivery, so only open profiles are told; of a blast all of the company's at once. */
function hintChanged(services: OutboxServices, changed: ChangedMessage[]): void {
  for (const [companyId, ofCompany] of Map.groupBy(changed, (message) => message.companyId)) {
    const ids = new Set(ofCompany.flatMap(({ applicationId }) => applicationId ?? []));
    if (ids.size > mostHints) services.hints.publish({ companyId, topic: 'application' });
    else for (const id of ids) services.hints.publish({ companyId, topic: 'application', id });
  }
}

function pick({ companyId, messageId }: ClaimedMessage): { companyId: number; messageId: number } {
  return { companyId, messageId };
}
