import { sql } from 'kysely';
import { startOutbox } from '#conversations/outbox.ts';
import { withSystem } from '#platform/db.ts';
import { type FakeTwilio, startTwilio } from '../providers/twilio.ts';
import type { TestApp, TestAppOptions } from './app.ts';
import { type Applicant, type Hiring, messagesOf } from './applicants.ts';
import { channelOf, connectWay, deliver, putConnection, startBeside } from './connecting.ts';
import { waitUntil } from './wait-until.ts';

const byTwilio = { channel: 'sms', provider: 'twilio' } as const;

/** The program beside a fake Twilio, with a company that can connect to it. */
export async function startTexting(options: TestAppOptions = {}) {
  const twilio = await startTwilio();
  return { twilio, ...(await startBeside(twilio, options)) };
}

export function putChannel(program: TestApp, hiring: Hiring, values: Record<string, string>) {
  return putConnection(program, hiring, byTwilio, values);
}

export function smsOf(program: TestApp, hiring: Hiring) {
  return channelOf(program, hiring, 'sms');
}

/** Connects the company; returns where its webhooks arrive. */
export function connectTwilio(program: TestApp, hiring: Hiring, twilio: FakeTwilio, rate = '500'): Promise<string> {
  return connectWay(program, hiring, byTwilio, { ...twilio.credentials, messagesPerSecond: rate });
}

/** As Twilio delivers a webhook to this address. */
export function deliverWebhook(
  program: TestApp,
  twilio: FakeTwilio,
  url: string,
  form: Record<string, string>,
  authToken?: string,
) {
  return deliver(program, url, twilio.signed(url, form, authToken));
}

/** Nobody waits for further fragments: what came in is due now. */
export async function hurry({ db, services }: TestApp): Promise<void> {
  await withSystem(db, (trx) =>
    sql`update inbound_events set due_at = now() where handled_at is null and payload ->> 'kind' <> 'media'`.execute(
      trx,
    ),
  );
  services.hints.publish({ companyId: 0, topic: 'inbound' });
}

/**
 * An outbox that looks often, and soon asks what became of a message of which nobody knows. Where there are several, a machine
 * that is busy for so long must not make them take each other's messages over: they have a longer `leaseMs`.
 */
export function startEagerOutbox({ services }: TestApp, leaseMs = 600) {
  return startOutbox(services, { pollMs: 20, leaseMs });
}

/** Waits until the newest message to this person has this status. */
export function reached({ db }: TestApp, applicant: Applicant, status: string) {
  return waitUntil(async () => {
    const last = (await messagesOf(db, applicant)).findLast((message) => message.direction === 'out');
    return last?.status === status ? last : null;
  });
}
