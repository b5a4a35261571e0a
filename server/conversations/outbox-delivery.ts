import { type Channel, FileUnreadable, type OutgoingMessage, type SendResult } from '#channels/channel.ts';
import { limitsOf, windowEnd } from '#channels/limits.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Channels } from './outbox-channels.ts';
import { outgoingFile } from './outbox-files.ts';
import { disconnected, type Outcome, type Recorder } from './outbox-outcomes.ts';
import { type Claimant, type Claimed, type ClaimedMessage, postpone, takeOverMessages } from './outbox-queries.ts';
import { findOpening } from './quota.ts';

type OutboxServices = Pick<Services, 'config' | 'db' | 'log' | 'hints' | 'blobs'>;

/** What the messages of a lane need on their way. */
export type Delivery = {
  channels: Channels;
  claimant: Claimant;
  record: Recorder;
  /** Told when there is room with a provider again, before the outcome is recorded. */
  answered(): void;
};

/** How many leases long an outcome that can not be recorded is tried to be: the database may be starting again. */
const patience = 4;

/** Hands messages to their channel and records what came of it. Never throws: what could not be recorded is left to its lease. */
export async function deliver(
  services: OutboxServices,
  { channels, claimant, record, answered }: Delivery,
  messages: ClaimedMessage[],
  claimedAt: number,
): Promise<void> {
  const { inHand, withProvider, leaseMs } = claimant;
  for (const message of messages) {
    inHand.add(message);
    withProvider.add(message);
  }
  try {
    const { channel, usedUp } = await findWay(services, channels, messages);
    const results = await send(services, channel, messages, usedUp, () => Date.now() - claimedAt < leaseMs);
    if (!results) return;
    // After a failure nothing follows until it is known to all: the sender may have to pause.
    if (results.every(({ outcome }) => outcome === 'accepted')) {
      for (const message of messages) withProvider.delete(message);
      answered();
    }
    await record(outcomesOf(channel, messages, results), claimedAt + patience * leaseMs);
  } catch (error) {
    services.log.error({ err: error, messages: messages.length }, 'results of sending were not recorded');
  } finally {
    for (const message of messages) {
      inHand.delete(message);
      withProvider.delete(message);
    }
  }
}

function outcomesOf(channel: Way, messages: ClaimedMessage[], results: SendResult[]): Outcome[] {
  const canBeAsked = channel ? channel.find !== undefined : false;
  return messages.map((message, at) => ({ message, result: results[at] as SendResult, canBeAsked }));
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
  if (message.suppressed === 'bounced') {
    return { outcome: 'refused', code: 'bounced', detail: 'Mail to this address came back: nobody is there.' };
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
    thread: message.thread,
    automatic: message.automatic,
  });
}

/**
 * A worker died between its claim and the result, or got no clear answer: ask the provider; where it can't be asked, say
 * that nobody knows. Never throws: what is not known yet is looked at again after another lease.
 */
export async function recoverAbandoned(services: OutboxServices, claimed: Claimed, delivery: Delivery): Promise<void> {
  const { inHand } = delivery.claimant;
  try {
    const messages = await withSystem(services.db, (trx) => takeOverMessages(trx, claimed, delivery.claimant));
    if (messages.length === 0) return;
    services.log.warn({ messages: messages.length }, 'took over messages of which nobody knows whether they were sent');
    for (const message of messages) inHand.add(message);
    const companies = Map.groupBy(messages, (message) => message.companyId);
    await Promise.all([...companies.values()].map((part) => recoverInTurn(services, delivery, part)));
  } catch (error) {
    services.log.error({ err: error }, 'messages were not taken over');
  }
}

async function recoverInTurn(services: OutboxServices, delivery: Delivery, messages: ClaimedMessage[]): Promise<void> {
  for (const message of messages) {
    try {
      await recover(services, delivery, message);
    } catch (error) {
      const { messageId } = message;
      services.log.error({ err: error, messageId }, 'it is not known yet whether a message was sent');
    } finally {
      delivery.claimant.inHand.delete(message);
    }
  }
}

async function recover(
  services: OutboxServices,
  { channels, record }: Delivery,
  message: ClaimedMessage,
): Promise<void> {
  const channel = await channels(message);
  if (!channel?.find) {
    const detail = 'The sending of this was interrupted; the provider may have it or not.';
    return record([{ message, result: { outcome: 'unknown', code: 'interrupted', detail }, canBeAsked: false }]);
  }
  const providerId = await channel.find(toOutgoing(services, message), message.sendingSince);
  if (providerId) return record([{ message, result: { outcome: 'accepted', providerId }, canBeAsked: true }]);
  const { companyId, messageId, claimId } = message;
  const again = { companyId, messageId, claimId, delayMs: 0, code: '', detail: '' };
  await withSystem(services.db, (trx) => postpone(trx, [again]));
}
