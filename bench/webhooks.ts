/**
 * How many WhatsApp webhooks a second are stored and acknowledged, with the bot answering all of them, and after how
 * long; then a burst of five times as many, and how long its answers take. Beside it what the same PostgreSQL makes of
 * transactions of two inserts, in the same run.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { twoInsertCommits } from './support/commits.ts';
import { type Company, connectChannel, createCompany, signIn } from './support/company.ts';
import { freePort, keepRunning } from './support/processes.ts';
import { hottest } from './support/profile.ts';
import { findPostmaster, processorSeconds } from './support/program.ts';
import { printReport, readOptions } from './support/report.ts';
import { countingStatements, dearestStatements } from './support/statements.ts';
import type { WebhookLoad, WebhookReport } from './support/webhook-load.ts';
import { startPlayer } from './support/whatsapp-player.ts';

const values = readOptions(
  'webhooks',
  'WhatsApp webhooks a second, acknowledged after the commit, the bot answering.',
  {
    rate: { type: 'string', default: '700', says: 'webhooks a second' },
    seconds: { type: 'string', says: 'for which they come; 60, quick 10' },
    burst: { type: 'string', default: '5', says: 'times the rate, for a second' },
    statements: { type: 'boolean', default: false, says: 'which statements PostgreSQL spends its time on' },
    profile: { type: 'boolean', default: false, says: 'where the processes of the program spend their time' },
  },
);
const rate = Number(values.rate);
const seconds = Number(values.seconds ?? (values.quick ? 10 : 60));
const burst = Number(values.burst);
const connections = 32;
/** The bot's answers are waited for at most this long. */
const longestDrainSeconds = 600;

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const profiles = join(directory, 'profiles');
const postgres = await startEmbedded({
  directory: join(directory, 'postgres'),
  ...(values.statements && { settings: countingStatements }),
});
const postmaster = findPostmaster(new URL(postgres.url).port);
const whatsapp = await startPlayer();
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const nodeOptions = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
const options = { directory, port, origins: whatsapp.origins, log: join(directory, 'parley.log'), nodeOptions };
const web = await keepRunning({ ...options, role: 'web' });
const worker = await keepRunning({ ...options, role: 'worker' });
const db = connectDatabase(postgres.url, { max: 2 });

try {
  const company = await createCompany(db, 'Harbour', rate * seconds + rate * burst);
  const webhook = await connect(company);
  const floor = await twoInsertCommits(postgres.url, Math.min(seconds, 10));
  const steady = await measure(company, webhook, { from: 0, perSecond: rate, forSeconds: seconds });
  const sudden = await measure(company, webhook, { from: rate * seconds, perSecond: rate * burst, forSeconds: 1 });
  const statements = values.statements ? { statements: await dearestStatements(postgres.url) } : {};
  await db.close();
  await Promise.all([web.stop(), worker.stop()]);
  const profile = values.profile ? { profile: readdirSync(profiles).map((file) => hottest(join(profiles, file))) } : {};
  const report = {
    connections,
    steady: { ...steady, acknowledgedASecondToTwoInserts: ratio(steady.acknowledgedASecond, floor.perSecond) },
    burst: sudden,
    twoInsertTransactions: { aSecond: floor.perSecond, by: floor.by, clients: 16 },
    ...profile,
    ...statements,
  };
  printReport(report, values.json);
  const onTime = steady.acknowledgedASecond >= rate * 0.98 && steady.milliseconds.median < 50;
  if (!onTime || sudden.secondsUntilAllWereAnswered === null || sudden.secondsUntilAllWereAnswered > 60)
    process.exitCode = 1;
} finally {
  await Promise.all([web.stop(), worker.stop()]);
  await postgres.stop();
  await whatsapp.stop();
  rmSync(directory, { recursive: true, force: true });
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(3));
}

async function connect(company: Company): Promise<string> {
  const cookie = await signIn(url, company.owner);
  const sender = { ...whatsapp.account, messagesPerSecond: '1000' };
  return connectChannel(url, cookie, { channel: 'whatsapp', provider: 'meta', values: sender });
}

type Part = { from: number; perSecond: number; forSeconds: number };

async function measure(company: Company, webhook: string, { from, perSecond, forSeconds }: Part) {
  const phones = company.people.slice(from, from + perSecond * forSeconds).map(({ phone }) => phone);
  const answeredBefore = await whatsapp.taken();
  const before = spent();
  const began = performance.now();
  const load = await run({
    url: url + new URL(webhook).pathname,
    phones,
    perSecond,
    connections,
    account: whatsapp.account,
  });
  const after = spent();
  const answered = (await whatsapp.taken()) - answeredBefore;
  const drained = await drain();
  const end = spent();
  const total = (await whatsapp.taken()) - answeredBefore;
  if ((load.statuses[200] ?? 0) !== phones.length) throw new Error(`Answers were ${JSON.stringify(load.statuses)}.`);
  if (drained && total !== phones.length) throw new Error(`${phones.length} wrote, and the bot answered ${total}.`);
  const each = (from: number, to: number) => Math.round(((to - from) * 1e6) / phones.length);
  return {
    webhooks: phones.length,
    acknowledgedASecond: Math.round(phones.length / load.seconds),
    milliseconds: { median: load.p50, p95: load.p95, p99: load.p99, worst: load.max },
    answeredMeanwhile: answered,
    secondsUntilAllWereAnswered: drained ? Number(((performance.now() - began) / 1000).toFixed(1)) : null,
    processorMicrosecondsEach: {
      acknowledging: { web: each(before.web, after.web) },
      withTheAnswer: {
        web: each(before.web, end.web),
        worker: each(before.worker, end.worker),
        postgres: each(before.postgres, end.postgres),
      },
    },
  };
}

function spent() {
  return {
    web: processorSeconds(web.pid() ?? 0),
    worker: processorSeconds(worker.pid() ?? 0),
    postgres: processorSeconds(postmaster, true),
  };
}

async function run(load: WebhookLoad): Promise<WebhookReport> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'support/webhook-load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(load));
  const output: Buffer[] = [];
  for await (const part of child.stdout) output.push(part as Buffer);
  return JSON.parse(Buffer.concat(output).toString()) as WebhookReport;
}

/** Whether nothing waits any more, to be read or to be sent. */
async function drain(): Promise<boolean> {
  for (const until = Date.now() + longestDrainSeconds * 1000; Date.now() < until; await wait(250)) {
    const { rows } = await withSystem(db, (trx) =>
      sql<{ waiting: boolean }>`
        select exists (select from outbox) or exists (select from inbound_events where handled_at is null) as waiting`.execute(
        trx,
      ),
    );
    if (!rows[0]?.waiting) return true;
  }
  return false;
}
