import { setTimeout as wait } from 'node:timers/promises';
import { type Channel, FileUnreadable, type OutgoingMessage, type SendResult } from '#channels/channel.ts';
import { noteSendings } from '#channels/connection-health.ts';
import { limitsOf, windowEnd } from '#channels/limits.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Channels } from './outbox-channels.ts';
import { outgoingFile } from './outbox-files.ts';
import {
  type Claimant,
  type Claimed,
  type ClaimedMessage,
  type Postponement,
  postpone,
  removeFromOutbox,
  suppress,
  takeOverMessages,
} from './outbox-queries.ts';
import { findOpening } from './quota.ts';
import { advanceStatus, hintChanged, type StatusChange } from './status.ts';

type OutboxServices = Pick<Services, 'config' | 'db' | 'log' | 'hints' | 'blobs'>;

/** Tried this often, over some seven hours, before it is given up. */
const maxAttempts = 16;
const firstDelayMs = 5000;
const longestDelayMs = 3_600_000;

/** Hands messages to their channel and records what came of it. Never throws: what could not be recorded is left to its lease. */
export async function deliver(
  services: OutboxServices,
  channels: Channels,
  messages: ClaimedMessage[],
  claimant: Claimant,
  claimedAt: number,
): Promise<void> {
  for (const message of messages) claimant.inHand.add(message);
  try {
    const { channel, usedUp } = await findWay(services, channels, messages);
    const verdicts = await send(services, channel, messages, usedUp, () => Date.now() - claimedAt < claimant.leaseMs);
    const until = claimedAt + patience * claimant.leaseMs;
    if (verdicts) await persistently(until, () => settle(services, channel || null, messages, verdicts));
  } catch (error) {
    services.log.error({ err: error, messages: messages.length }, 'results of sending were not recorded');
  } finally {
    for (const message of messages) claimant.inHand.delete(message);
  }
}

/** How many leases long an outcome that can not be recorded is tried to be: the database may be starting again. */
const patience = 4;
const longestPauseMs = 2000;

async function persistently(until: number, work: () => Promise<void>): Promise<void> {
  for (let pause = 50; ; pause = Math.min(longestPauseMs, pause * 2)) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() + pause > until) throw error;
      await wait(pause);
    }
  }
}

type Way = Channel | null | typeof notFound;
const notFound = false;
type UsedUp = Map<ClaimedMessage, SendResult>;

/** By what they go, and which do not; nothing has been sent where that can not be told. */
async function findWay(
  services: OutboxServices,
  channels: Channels,
  messages: ClaimedMessage[],
): Promise<{ channel: Way; usedUp: UsedUp }> {
  const [first] = messages as [ClaimedMessage];
  try {
    return { channel: await channels(first), usedUp: await findUsedUp(services, messages) };
  } catch (error) {
    services.log.error({ err: error, connectionId: first.connectionId }, 'a connection could not be read');
    return { channel: notFound, usedUp: new Map() };
  }
}

/** Those for which the channel takes no more, or whose time on it is shorter than their last message tells. */
async function findUsedUp({ db }: OutboxServices, messages: ClaimedMessage[]): Promise<UsedUp> {
  const counted = messages.filter(({ channel, to }) => to && limitsOf(channel).quota);
  if (counted.length === 0) return new Map();
  return withSystem(db, async (trx) => {
    const refused: UsedUp = new Map();
    for (const message of counted) {
      const opening = await findOpening(trx, { ...message, address: message.to ?? '' });
      if (!opening || opening.until <= new Date()) refused.set(message, tooLate);
      else if (opening.left === 0) refused.set(message, usedUp);
    }
    return refused;
  });
}

/** Null: this process stood still for longer than its lease, and somebody else has these messages by now. */
async function send(
  services: OutboxServices,
  channel: Way,
  messages: ClaimedMessage[],
  usedUp: UsedUp,
  stillOurs: () => boolean,
): Promise<SendResult[] | null> {
  if (!stillOurs()) return null;
  const results = messages.map((message) => refusal(message) ?? usedUp.get(message) ?? null);
  const sendable = messages.filter((_, at) => results[at] === null);
  if (sendable.length === 0) return results as SendResult[];
  const without = channel === notFound ? unread : disconnected;
  const outgoing = sendable.map((message) => toOutgoing(services, message));
  const sent = channel ? await sendAll(channel, outgoing) : sendable.map(() => without);
  const next = sent.values();
  return results.map((result) => result ?? (next.next().value as SendResult));
}

/** The next claim finds the way that the company has now. */
const disconnected: SendResult = { outcome: 'later', code: 'disconnected', detail: 'The connection has just ended.' };

const unread: SendResult = { outcome: 'later', code: 'not_sent', detail: 'The connection could not be read.' };

async function sendAll(channel: Channel, messages: OutgoingMessage[]): Promise<SendResult[]> {
  try {
    return channel.sendMany ? await channel.sendMany(messages) : await Promise.all(messages.map(channel.send));
  } catch (error) {
    if (error instanceof FileUnreadable) return messages.map(() => unreadable(error));
    return messages.map(() => ({ outcome: 'unknown', code: 'send_failed', detail: (error as Error).message }));
  }
}

function unreadable({ gone, message: detail }: FileUnreadable): SendResult {
  return gone
    ? { outcome: 'refused', code: 'file_gone', detail }
    : { outcome: 'later', code: 'file_unreadable', detail };
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
  // With an approved text one may begin.
  if (message.template) return null;
  return isLate(message, message.author === 'user' ? 'human' : 'program') ? tooLate : null;
}

/** Whether it is too long since they wrote for this one to answer. */
function isLate({ channel, heardAt }: ClaimedMessage, by: 'human' | 'program'): boolean {
  const end = windowEnd(channel, heardAt ?? neverHeard, by);
  return end !== null && end <= new Date();
}

const neverHeard = new Date(0);
const tooLate: SendResult = {
  outcome: 'refused',
  code: 'window_closed',
  detail: 'The candidate has not written there lately, and the channel takes only answers.',
};
const usedUp: SendResult = {
  outcome: 'refused',
  code: 'messages_used_up',
  detail: 'The channel takes only a few answers to what a candidate wrote, and they have all been sent.',
};

function toOutgoing(services: OutboxServices, message: ClaimedMessage): OutgoingMessage {
  const { companyId, messageId, applicationId, channel, to, subject, body, html } = message;
  const { choices, menu, template, senderName, language } = message;
  const about = { companyId, messageId, applicationId, channel, to: to ?? '' };
  return Object.assign(about, {
    subject,
    body,
    html,
    files: message.attachments.map((attachment) => outgoingFile(services, attachment)),
    choices,
    menu,
    template,
    senderName,
    language,
    late: isLate(message, 'program'),
  });
}

async function settle(
  services: OutboxServices,
  channel: Channel | null,
  messages: ClaimedMessage[],
  results: SendResult[],
): Promise<void> {
  const judged = messages.map((message, at) => ({ message, result: giveUp(message, results[at] as SendResult) }));
  const of = (outcomes: SendResult['outcome'][]) => judged.filter(({ result }) => outcomes.includes(result.outcome));
  // What a provider may have and can be asked about stays claimed: whoever takes it over, once the lease is over, asks.
  const final = of(channel?.find ? ['accepted', 'refused'] : ['accepted', 'refused', 'unknown']);
  const { changed, told } = await withSystem(services.db, async (trx) => {
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
      of(['later']).map(({ message, result }) => toPostponement(message, result)),
    );
    const optedOut = judged.filter(({ result }) => result.outcome === 'refused' && result.optedOut);
    await suppress(
      trx,
      optedOut.map(({ message }) => message),
    );
    const sendings = judged.flatMap(({ message: { companyId, connectionId }, result }) =>
      connectionId === null ? [] : [{ companyId, connectionId, result }],
    );
    return { changed: moved, told: await noteSendings(trx, sendings) };
  });
  hintChanged(services.hints, changed);
  for (const companyId of told) services.hints.publish({ companyId, topic: 'channels' });
}

function giveUp(message: ClaimedMessage, result: SendResult): SendResult {
  if (result.outcome !== 'later' || uncounted(result) || message.attempts < maxAttempts) return result;
  return {
    outcome: 'refused',
    code: result.code,
    detail: `Given up after ${message.attempts} attempts: ${result.detail}`,
  };
}

/** The sender's trouble alone: its connection is paused, and the message goes with the next that do. */
function uncounted(result: SendResult): boolean {
  return result.outcome === 'later' && (result.sender === 'slow' || result.sender === 'blocked');
}

function toStatus(message: ClaimedMessage, result: SendResult): StatusChange {
  const id = pick(message);
  if (result.outcome === 'accepted') return { ...id, status: 'sent', providerId: result.providerId };
  const status = result.outcome === 'refused' ? 'failed' : 'unknown';
  return { ...id, status, errorCode: result.code, errorDetail: result.detail };
}

function toPostponement(message: ClaimedMessage, result: SendResult): Postponement {
  const { code, detail, retryAfterMs } = result as SendResult & { outcome: 'later' };
  const told = { ...pick(message), claimId: message.claimId, code, detail };
  if (uncounted(result) || result === disconnected) return { ...told, delayMs: 0, uncounted: true };
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(message.attempts - 1, 20));
  return { ...told, delayMs: Math.round(Math.max(retryAfterMs ?? 0, backoff)) };
}

/**
 * A worker died between its claim and the result, or got no clear answer: ask the provider; where it can't be asked, say
 * that nobody knows. Never throws: what is not known yet is looked at again after another lease.
 */
export async function recoverAbandoned(
  services: OutboxServices,
  claimed: Claimed,
  channels: Channels,
  claimant: Claimant,
): Promise<void> {
  try {
    const messages = await withSystem(services.db, (trx) => takeOverMessages(trx, claimed, claimant));
    if (messages.length === 0) return;
    services.log.warn({ messages: messages.length }, 'took over messages of which nobody knows whether they were sent');
    for (const message of messages) claimant.inHand.add(message);
    const companies = Map.groupBy(messages, (message) => message.companyId);
    await Promise.all([...companies.values()].map((part) => recoverInTurn(services, channels, part, claimant)));
  } catch (error) {
    services.log.error({ err: error }, 'messages were not taken over');
  }
}

async function recoverInTurn(
  services: OutboxServices,
  channels: Channels,
  messages: ClaimedMessage[],
  claimant: Claimant,
): Promise<void> {
  for (const message of messages) {
    try {
      await recover(services, channels, message);
    } catch (error) {
      const { messageId } = message;
      services.log.error({ err: error, messageId }, 'it is not known yet whether a message was sent');
    } finally {
      claimant.inHand.delete(message);
    }
  }
}

async function recover(services: OutboxServices, channels: Channels, message: ClaimedMessage): Promise<void> {
  const channel = await channels(message);
  if (!channel?.find) {
    const detail = 'The sending of this was interrupted; the provider may have it or not.';
    return settle(services, channel, [message], [{ outcome: 'unknown', code: 'interrupted', detail }]);
  }
  const providerId = await channel.find(toOutgoing(services, message), message.sendingSince);
  if (providerId) return settle(services, channel, [message], [{ outcome: 'accepted', providerId }]);
  const again = { ...pick(message), claimId: message.claimId, delayMs: 0, code: '', detail: '' };
  await withSystem(services.db, (trx) => postpone(trx, [again]));
}

function pick({ companyId, messageId }: ClaimedMessage): { companyId: number; messageId: number } {
  return { companyId, messageId };
}
