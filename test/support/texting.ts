import { sql } from 'kysely';
import { startOutbox } from '#conversations/outbox.ts';
import { withSystem } from '#platform/db.ts';
import { type FakeTwilio, startTwilio } from '../providers/twilio.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { type Applicant, as, createHiring, type Hiring, messagesOf, sessionFromHeader } from './applicants.ts';
import { waitUntil } from './wait-until.ts';

const publicUrl = 'https://parley.example';

/** The program beside a fake Twilio, with a company that can connect to it. */
export async function startTexting(options: TestAppOptions = {}) {
  const twilio = await startTwilio();
  const config = { publicUrl, providerOrigins: twilio.origins };
  const program = await startTestApp({ authenticate: sessionFromHeader, ...options, config });
  const hiring = await createHiring(program.db);
  return {
    twilio,
    program,
    hiring,
    close: async () => {
      await program.close();
      await twilio.close();
    },
  };
}

export type ChannelAnswer = {
  connection: { id: number; webhookUrl: string; status: string; lastError: { code: string } };
};

export function putChannel({ app }: TestApp, hiring: Hiring, values: Record<string, string>) {
  const payload = { channel: 'sms', provider: 'twilio', values };
  return app.inject({ method: 'PUT', url: '/api/channels', headers: as('owner', hiring), payload });
}

export async function smsOf({ app }: TestApp, hiring: Hiring) {
  const channels = (await app.inject({ url: '/api/channels', headers: as('owner', hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === 'sms') as ChannelAnswer & { goes: string };
}

/** Connects the company; returns where its webhooks arrive. */
export async function connectTwilio(
  program: TestApp,
  hiring: Hiring,
  twilio: FakeTwilio,
  rate = '500',
): Promise<string> {
  const answer = await putChannel(program, hiring, { ...twilio.credentials, messagesPerSecond: rate });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return (await smsOf(program, hiring)).connection.webhookUrl;
}

/** As Twilio delivers a webhook to this address. */
export function deliverWebhook(
  { app }: TestApp,
  twilio: FakeTwilio,
  url: string,
  form: Record<string, string>,
  authToken?: string,
) {
  return app.inject({ method: 'POST', url: url.slice(publicUrl.length), ...twilio.signed(url, form, authToken) });
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

/** An outbox that looks often, and soon asks what became of a message of which nobody knows. */
export function startEagerOutbox({ services }: TestApp) {
  return startOutbox(services, { pollMs: 20, leaseMs: 600 });
}

/** Waits until the newest message to this person has this status. */
export function reached({ db }: TestApp, applicant: Applicant, status: string) {
  return waitUntil(async () => {
    const last = (await messagesOf(db, applicant)).findLast((message) => message.direction === 'out');
    return last?.status === status ? last : null;
  });
}
