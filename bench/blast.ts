/**
 * How long one company's single messages wait while another company's thousands go out: from the recruiter's request to
 * the provider that takes it, by one Twilio for both, each with a number and a rate of its own. Once with a rate that
 * Twilio gives to an ordinary number, once as fast as the program can.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { queueMessages } from '#conversations/queue.ts';
import { connectDatabase, withCompanyClient, withSystem } from '#platform/db.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { startTwilio } from '../test/providers/twilio.ts';
import { type Company, connectChannel, createCompany, type Person, signIn } from './support/company.ts';
import { freePort, keepRunning } from './support/processes.ts';
import { findPostmaster, processorSeconds } from './support/program.ts';
import { printReport, readOptions, spread } from './support/report.ts';

const values = readOptions('blast', 'What one company’s single messages wait while another’s thousands go out.', {
  messages: { type: 'string', says: 'of the big company, for each rate; 50000, quick 5000' },
  seconds: { type: 'string', says: 'for which single ones are sent, for each rate; 60, quick 15' },
  rates: { type: 'string', default: '10,500', says: 'messages a second that the big company’s sender takes' },
});
const messages = Number(values.messages ?? (values.quick ? 5000 : 50_000));
const seconds = Number(values.seconds ?? (values.quick ? 15 : 60));
/** Single messages a second. */
const singles = 2;
const smallSender = '+14155550199';

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const latency = () => wait(25);
const twilio = await startTwilio({ moreNumbers: [smallSender], latency });
const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const options = { directory, port, origins: twilio.origins, log: join(directory, 'parley.log') };
const web = await keepRunning({ ...options, role: 'web' });
const worker = await keepRunning({ ...options, role: 'worker' });
const db = connectDatabase(postgres.url, { max: 2 });

try {
  const rates = values.rates.split(',').map(Number);
  const big = await createCompany(db, 'Harbour', messages * rates.length);
  const small = await createCompany(db, 'Corner shop', singles * seconds * rates.length);
  const cookie = await connect(small, smallSender, 10);
  const results: Record<string, unknown> = {};
  let late = false;
  for (const [round, rate] of rates.entries()) {
    await connect(big, twilio.number, rate);
    const result = await measure(big, small.people.slice(round * singles * seconds), cookie, round * messages);
    results[`bigSenderTakes${rate}ASecond`] = result;
    late ||= result.singleOnes.waitedMilliseconds.p95 > 5000 || result.singleOnes.taken < singles * seconds;
    await discard();
  }
  printReport({ messages, seconds, ...results }, values.json);
  if (late) process.exitCode = 1;
} finally {
  await db.close();
  await Promise.all([web.stop(), worker.stop()]);
  await postgres.stop();
  await twilio.close();
  rmSync(directory, { recursive: true, force: true });
}

async function connect(company: Company, sender: string, messagesPerSecond: number): Promise<string> {
  const cookie = await signIn(url, company.owner);
  const sms = { ...twilio.credentials, sender, messagesPerSecond: String(messagesPerSecond) };
  await connectChannel(url, cookie, { channel: 'sms', provider: 'twilio', values: sms });
  return cookie;
}

async function measure(big: Company, people: Person[], cookie: string, from: number) {
  const queuedIn = await blast(big, from);
  const before = twilio.messages.length;
  const spent = spentBy();
  const began = performance.now();
  const sent = await sendSingles(people, cookie);
  const took = (performance.now() - began) / 1000;
  const processor = spentBy(spent);
  // Those of the last moment are given the time that they may take.
  await until(() => taken(smallSender, before).length >= sent.length, 10_000);
  const arrived = new Map(taken(smallSender, before).map((message) => [message.to, message.at.getTime()]));
  const waits = sent.flatMap(({ phone, at }) =>
    arrived.has(`+${phone}`) ? [(arrived.get(`+${phone}`) ?? 0) - at] : [],
  );
  const ofBig = taken(twilio.number, before).length;
  return {
    queuedInSeconds: queuedIn,
    singleOnes: { sent: sent.length, taken: waits.length, waitedMilliseconds: spread(waits) },
    bigOnes: { takenASecond: Number((ofBig / took).toFixed(1)), stillWaiting: await waiting(big) },
    processorSecondsASecond: {
      worker: Number((processor.worker / took).toFixed(2)),
      postgres: Number((processor.postgres / took).toFixed(2)),
      web: Number((processor.web / took).toFixed(2)),
    },
  };
}

function taken(sender: string, from: number) {
  return twilio.messages.slice(from).filter((one) => one.from === sender);
}

function spentBy(before = { worker: 0, postgres: 0, web: 0 }) {
  return {
    worker: processorSeconds(worker.pid() ?? 0) - before.worker,
    postgres: processorSeconds(findPostmaster(new URL(postgres.url).port), true) - before.postgres,
    web: processorSeconds(web.pid() ?? 0) - before.web,
  };
}

/** As an import or a bulk action leaves them. Seconds until all are in the outbox. */
async function blast({ companyId, people }: Company, from: number): Promise<number> {
  const began = performance.now();
  for (let at = from; at < from + messages; at += 1000) {
    const part = people
      .slice(at, Math.min(at + 1000, from + messages))
      .map(({ candidateId, applicationId, phone }) => ({
        candidateId,
        applicationId,
        channel: 'sms' as const,
        author: 'system' as const,
        purpose: 'invitation',
        body: 'We invite you to an interview.',
        toAddress: `+${phone}`,
      }));
    await withCompanyClient(db, companyId, (client) => queueMessages(client, companyId, part));
  }
  return Number(((performance.now() - began) / 1000).toFixed(1));
}

/** Recruiters who write one message each, evenly. */
async function sendSingles(people: Person[], cookie: string) {
  const began = Date.now();
  const sent = people.slice(0, singles * seconds).map(async ({ applicationId, phone }, index) => {
    await wait(Math.max(0, began + (index * 1000) / singles - Date.now()));
    const at = Date.now();
    const response = await fetch(`${url}/api/applications/${applicationId}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ channel: 'sms', body: `Hello ${phone}`, clientKey: `bench-${applicationId}` }),
    });
    if (response.status !== 201) throw new Error(`A message was refused: ${await response.text()}`);
    return { phone, at };
  });
  return Promise.all(sent);
}

async function waiting({ companyId }: Company): Promise<number> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ waiting: number }>`select count(*) as waiting from outbox where company_id = ${companyId}`.execute(trx),
  );
  return rows[0]?.waiting ?? 0;
}

/** The rest of a round is not the next one's. */
async function discard(): Promise<void> {
  await withSystem(db, (trx) => sql`delete from outbox where claimed_by is null`.execute(trx));
}

async function until(holds: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !holds() && Date.now() < end; ) await wait(50);
}
