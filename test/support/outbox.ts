import type { Channel, OutgoingMessage, SendResult } from '#channels/channel.ts';
import { type NewMessage, queueMessages } from '#conversations/queue.ts';
import { type Database, withCompanyClient } from '#platform/db.ts';
import type { Applicant } from './applicants.ts';

export const sms = (applicant: Applicant, body: string): NewMessage => ({
  candidateId: applicant.candidateId,
  applicationId: applicant.applicationId,
  channel: 'sms',
  author: 'system',
  purpose: 'message',
  body,
  toAddress: '+639171234567',
});

export const queue = (db: Database, companyId: number, messages: NewMessage[]) =>
  withCompanyClient(db, companyId, (client) => queueMessages(client, companyId, messages));

/** A provider of which a test decides what it answers. */
export const provider = (
  answer: (message: OutgoingMessage) => Promise<SendResult>,
  rest: Partial<Channel> = {},
): Channel => ({
  kind: 'sms',
  provider: 'test',
  batch: 10,
  concurrency: 4,
  send: answer,
  ...rest,
});

export const accepted = (message: OutgoingMessage): SendResult => ({
  outcome: 'accepted',
  providerId: `p${message.messageId}`,
});
