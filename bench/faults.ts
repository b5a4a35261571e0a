/**
 * Whether anything is lost or comes twice while processes are killed: candidates and recruiters write to each other by
 * SMS and WhatsApp, every webhook comes one to five times and in any order, and meanwhile web, worker and database are
 * killed hard at random moments. The providers are played in this process and know what they took.
 */
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectDatabase, type Database, withSystem } from '#platform/db.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { startTwilio } from '../test/providers/twilio.ts';
import { startWhatsapp } from '../test/providers/whatsapp.ts';
import { type Company, connectChannel, createCompany, signIn } from './support/company.ts';
import { startDeliveries } from './support/deliveries.ts';
import { freePort, type KeptProcess, keepRunning } from './support/processes.ts';
import { between, randomNumbers } from './support/random.ts';
import { printReport, readOptions } from './support/report.ts';
import { judge } from './support/verdict.ts';
import {
  type Providers,
  type Recruiter,
  reply,
  startProviderNews,
  type Writer,
  type Written,
  write,
} from './support/writing.ts';

const values = readOptions('faults', 'Messages while processes are killed: what is lost, and what comes twice.', {
  messages: { type: 'string', says: 'in each direction; 5000, quick 500' },
  kills: { type: 'string', says: 'of web, worker and database; 20, quick 5' },
  seconds: { type: 'string', says: 'for which people write; 240, quick 45' },
  'random-seed': { type: 'string', default: '1', says: 'the same seed, the same texts, times and victims' },
  keep: { type: 'boolean', default: false, says: 'keep the data folder, and say where it is' },
});
const seed = Number(values['random-seed']);
const messages = Number(values.messages ?? (values.quick ? 500 : 5000));
const kills = Number(values.kills ?? (values.quick ? 5 : 20));
const seconds = Number(values.seconds ?? (values.quick ? 45 : 240));
const perConversation = 10;
const webhookConnections = 8;
/** A claim of a sender that died is looked at after its lease; a pause of the breaker may come on top. */
const longestSettlingMs = 240_000;

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const log = join(directory, 'parley.log');
// Long enough that a kill meets messages that are with a provider.
const latency = () => wait(20 + 80 * Math.random());
const [twilio, whatsapp] = [await startTwilio({ latency }), await startWhatsapp({ latency })];
const port = await freePort();
const web = `http://127.0.0.1:${port}`;
const deliveries = startDeliveries(webhookConnections, web);
const processes: KeptProcess[] = [];
let postgres = await startEmbedded({ directory: join(directory, 'postgres') });

try {
  const options = { directory, port, origins: { ...twilio.origins, ...whatsapp.origins }, log };
  for (const role of ['web', 'worker'] as const) processes.push(await keepRunning({ ...options, role }));
  const db = connectDatabase(postgres.url, { max: 2 });
  const company = await createCompany(db, 'Harbour', Math.ceil(messages / perConversation));
  const recruiter = await open(company, web);
  const providers = { twilio, whatsapp, urls: recruiter.urls, deliveries, random: randomNumbers(seed) };
  const news = startProviderNews(providers);
  const writers = company.people.map(
    (person, at): Writer => ({ ...person, channel: at % 2 === 0 ? 'sms' : 'whatsapp' }),
  );
  await greet(db, providers, writers);
  const began = Date.now();
  const [asked, candidates, killed] = await Promise.all([
    talk(writers, randomNumbers(seed + 1), (written) => reply(recruiter, written), true),
    talk(writers, randomNumbers(seed + 2), (written) => write(providers, written), false),
    killAtRandom(randomNumbers(seed + 3)),
  ]);
  const wroteFor = (Date.now() - began) / 1000;
  const settled = await settle(db);
  await news.stop();
  await deliveries.stop();
  const verdict = await judge(db, company.companyId, { asked, candidates, taken: news.taken });
  await db.close();
  const { acknowledged, failed } = deliveries.counts;
  printReport(
    {
      randomSeed: seed,
      seconds: Number(wroteFor.toFixed(1)),
      secondsToSettle: settled,
      killed,
      starts: { web: processes[0]?.starts, worker: processes[1]?.starts },
      webhooks: { acknowledged, calledAgain: failed, connections: webhookConnections },
      misunderstandings: twilio.misunderstandings.length + whatsapp.misunderstandings.length,
      ...verdict,
    },
    values.json,
  );
  const { outbound, inbound } = verdict;
  const wrong =
    outbound.lost +
    outbound.duplicatedInSilence +
    outbound.storedTwice +
    outbound.outOfOrder +
    inbound.lost +
    inbound.duplicated +
    inbound.outOfOrder +
    verdict.news.lost;
  if (settled === null || wrong > 0) process.exitCode = 1;
} finally {
  await deliveries.stop();
  await Promise.all(processes.map((one) => one.stop()));
  // The one that runs now may be another than we began with.
  postgres = await startEmbedded({ directory: join(directory, 'postgres') });
  await postgres.stop();
  await Promise.all([twilio.close(), whatsapp.close()]);
  if (values.keep) console.error(`kept: ${directory}`);
  else rmSync(directory, { recursive: true, force: true });
}

async function open(company: Company, url: string) {
  const cookie = await signIn(url, company.owner);
  const messagesPerSecond = '200';
  const ofTwilio = { ...twilio.credentials, messagesPerSecond };
  const ofMeta = { ...whatsapp.account, messagesPerSecond };
  return {
    url,
    cookie,
    urls: {
      sms: await connectChannel(url, cookie, { channel: 'sms', provider: 'twilio', values: ofTwilio }),
      whatsapp: await connectChannel(url, cookie, { channel: 'whatsapp', provider: 'meta', values: ofMeta }),
    },
  } satisfies Recruiter & { urls: Providers['urls'] };
}

/** WhatsApp takes answers alone: they have to have written first. */
async function greet(db: Database, providers: Providers, writers: Writer[]): Promise<void> {
  const first = writers.filter(({ channel }) => channel === 'whatsapp');
  await Promise.all(first.map((writer) => write(providers, { writer, number: 0, text: 'Hello', at: Date.now() })));
  while ((await waiting(db)) > 0) await wait(200);
}

/** Everybody's texts at times of chance, and one after the other where `inTurn`, as a recruiter waits for what they sent. */
async function talk(
  writers: Writer[],
  random: () => number,
  say: (written: Written) => Promise<void>,
  inTurn: boolean,
): Promise<Written[]> {
  const began = Date.now();
  const apart = 1500;
  const said = writers.map(async (writer) => {
    const span = Math.max(0, seconds * 1000 - apart * perConversation);
    const times = Array.from({ length: perConversation }, () => random() * span).toSorted((a, b) => a - b);
    const texts: Written[] = [];
    const saying: Promise<void>[] = [];
    for (const [number, time] of times.entries()) {
      await wait(Math.max(0, began + time + apart * number - Date.now()));
      const text = `${inTurn ? 'Reply' : 'Answer'} ${number} of ${writer.phone}`;
      const written = { writer, number, text, at: Date.now() };
      texts.push(written);
      saying.push(say(written));
      // A phone sends its messages in turn as well.
      if (inTurn || writer.channel === 'sms') await saying.at(-1);
    }
    await Promise.all(saying);
    return texts;
  });
  return (await Promise.all(said)).flat();
}

async function killAtRandom(random: () => number) {
  const began = Date.now();
  const times = Array.from({ length: kills }, () => (0.03 + 0.94 * random()) * seconds * 1000);
  const killed = { web: 0, worker: 0, database: 0 };
  for (const time of times.toSorted((a, b) => a - b)) {
    await wait(Math.max(0, began + time - Date.now()));
    const victim = (['web', 'worker', 'database'] as const)[between(random, 0, 2)] as keyof typeof killed;
    await kill(() => (victim === 'database' ? postmaster() : processes[victim === 'web' ? 0 : 1]?.pid()));
    appendFileSync(log, `--- ${new Date().toISOString()} killed: ${victim}\n`);
    killed[victim] += 1;
  }
  return killed;
}

/** One that is just starting again is waited for: each kill meets a process. */
async function kill(find: () => number | undefined): Promise<void> {
  for (;;) {
    try {
      process.kill(find() ?? 0x7ffffffe, 'SIGKILL');
      return;
    } catch {
      await wait(100);
    }
  }
}

function postmaster(): number | undefined {
  try {
    return Number(readFileSync(join(directory, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

async function waiting(db: Database): Promise<number> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ waiting: number }>`
      select (select count(*) from outbox) + (select count(*) from inbound_events where handled_at is null) as waiting`.execute(
      trx,
    ),
  );
  return rows[0]?.waiting ?? 0;
}

/** Seconds until nothing waits any more; null where that takes too long. */
async function settle(db: Database): Promise<number | null> {
  const began = Date.now();
  while (Date.now() - began < longestSettlingMs) {
    if (deliveries.counts.waiting === 0 && (await waiting(db).catch(() => 1)) === 0)
      return Math.round((Date.now() - began) / 1000);
    await wait(500);
  }
  return null;
}
