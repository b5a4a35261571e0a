import { type Channel, FileUnreadable, type OutgoingMessage, type SendResult, unreadable } from '#channels/channel.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Channels } from './outbox-channels.ts';
import { type Claimant, type Claimed, type ClaimedMessage, takeOverMessages } from './outbox-claims.ts';
import { outgoingFile } from './outbox-files.ts';
import { disconnected, type Outcome, type Recorder, type Result } from './outbox-outcomes.ts';
import { postpone } from './outbox-queries.ts';
import type { Verdict } from './sending/admission.ts';
import { isLate } from './why-not.ts';

type Verdicts = Map<ClaimedMessage, Verdict>;
type OutboxServices = Pick<Services, 'config' | 'db' | 'log' | 'hints' | 'blobs'>;

/** What the messages of a lane need on their way. */
export type Delivery = {
  channels: Channels;
  claimant: Claimant;
  /** On what the claim gave: what does not go to its provider now. */
  verdicts: Verdicts;
  record: Recorder;
  /** Told when there is room with a provider again, before the outcome is recorded. */
  answered(): void;
};

/** How many leases long an outcome that can not be recorded is tried to be: the database may be starting again. */
const patience = 4;

/**
 * Hands messages to their channel, but for those on which there is a verdict, and records what came of it. Never throws:
 * what could not be recorded is left to its lease.
 */
export async function deliver(
  services: OutboxServices,
  { channels, claimant, verdicts, record, answered }: Delivery,
  messages: ClaimedMessage[],
  claimedAt: number,
): Promise<void> {
  const { inHand, withProvider, leaseMs } = claimant;
  for (const message of messages) {
    inHand.add(message);
    withProvider.add(message);
  }
  try {
    const channel = await findWay(services, channels, messages);
    const results = await send(services, channel, messages, verdicts, () => Date.now() - claimedAt < leaseMs);
    if (!results) return;
    // After a failure nothing follows until it is known to all: the sender may have to pause.
    if (results.every(({ outcome }) => outcome === 'accepted')) {
      for (const message of messages) withProvider.delete(message);
      answered();
    }
    await record(outcomesOf(channel, messages, results, verdicts), claimedAt + patience * leaseMs);
  } catch (error) {
    services.log.error({ err: error, messages: messages.length }, 'results of sending were not recorded');
  } finally {
    for (const message of messages) {
      inHand.delete(message);
      withProvider.delete(message);
    }
  }
}

function outcomesOf(channel: Way, messages: ClaimedMessage[], results: Result[], verdicts: Verdicts): Outcome[] {
  const canBeAsked = channel ? channel.find !== undefined : false;
  return messages.map((message, at) => {
    const result = results[at] as Result;
    return { message, result, canBeAsked, withheld: verdicts.has(message) };
  });
}

type Way = Channel | null | typeof notFound;
const notFound = false;

/** By what they go; nothing has been sent where that can not be told. */
async function findWay(services: OutboxServices, channels: Channels, messages: ClaimedMessage[]): Promise<Way> {
  const [first] = messages as [ClaimedMessage];
  try {
    return await channels(first);
  } catch (error) {
    services.log.error({ err: error, connectionId: first.connectionId }, 'a connection could not be read');
    return notFound;
  }
}

/** Null: this process stood still for longer than its lease, and somebody else has these messages by now. */
async function send(
  services: OutboxServices,
  channel: Way,
  messages: ClaimedMessage[],
  verdicts: Verdicts,
  stillOurs: () => boolean,
): Promise<Result[] | null> {
  if (!stillOurs()) return null;
  const sendable = messages.filter((message) => !verdicts.has(message));
  if (sendable.length === 0) return messages.map((message) => verdicts.get(message) as Verdict);
  const without = channel === notFound ? unread : disconnected;
  const outgoing = sendable.map((message) => toOutgoing(services, message));
  const sent = channel ? await sendAll(channel, outgoing) : sendable.map(() => without);
  const next = sent.values();
  return messages.map((message) => verdicts.get(message) ?? (next.next().value as SendResult));
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

function toOutgoing(services: OutboxServices, message: ClaimedMessage): OutgoingMessage {
  const { companyId, messageId, retries, applicationId, channel, to, subject, body, html } = message;
  const { choices, menu, template, senderName, language } = message;
  const about = { companyId, messageId, retries, applicationId, channel, to: to ?? '' };
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
    return record([
      { message, result: { outcome: 'unknown', code: 'interrupted', detail }, canBeAsked: false, withheld: false },
    ]);
  }
  const providerId = await channel.find(toOutgoing(services, message), message.sendingSince);
  if (providerId)
    return record([{ message, result: { outcome: 'accepted', providerId }, canBeAsked: true, withheld: false }]);
  const { companyId, messageId, claimId } = message;
  const again = { companyId, messageId, claimId, delayMs: 0, code: '', detail: '' };
  await withSystem(services.db, (trx) => postpone(trx, [again]));
}
