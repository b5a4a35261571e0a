/**
 * How many applications a second the public API takes in, beside what the same PostgreSQL makes of single-row inserts;
 * on an empty database and on one with a million applications. Prints JSON.
 *
 *   node bench/intake.ts [--seconds 10] [--applications 1000000] [--profile]
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createApiKey } from '#accounts/api-keys.ts';
import { createCampaign } from '#campaigns/campaigns.ts';
import { connectDatabase, type Database, withSystem } from '#platform/db.ts';
import { singleRowCommits } from './support/commits.ts';
import { fillApplications } from './support/fill.ts';
import type { LoadPlan, LoadReport } from './support/load.ts';
import { hottest } from './support/profile.ts';
import { type BenchProgram, processorSeconds, startProgram } from './support/program.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    applications: { type: 'string', default: '1000000' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const applications = Number(values.applications);

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const profiles = join(directory, 'profiles');
const program = await startProgram(directory, values.profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []);
const db = connectDatabase(program.databaseUrl, { max: 4 });
try {
  const hiring = await prepare(db);
  const empty = await measure(program, db, hiring, 1);
  const began = performance.now();
  if (applications > 0)
    await fillApplications(db, {
      companyId: hiring.companyId,
      campaignIds: [hiring.campaignId],
      applications,
      randomSeed: 1,
    });
  const fillSeconds = Math.round((performance.now() - began) / 1000);
  const full = applications > 0 ? await measure(program, db, hiring, 2) : null;
  await db.close();
  await program.stop();
  const report = {
    connections: 16,
    seconds,
    invitation: 'sms',
    empty,
    full,
    filled: { applications, seconds: fillSeconds },
  };
  console.log(JSON.stringify(values.profile ? { ...report, profile: hottest(newestProfile()) } : report, null, 2));
} finally {
  if (program.process.exitCode === null) await program.stop();
  rmSync(directory, { recursive: true, force: true });
}

type Hiring = { companyId: number; campaignId: number; key: string; secret: string };

/** One invitation a candidate: by SMS. */
async function prepare(db: Database): Promise<Hiring> {
  return withSystem(db, async (trx) => {
    const company = await trx
      .insertInto('companies')
      .values({ name: 'Harbour' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const campaignId = await createCampaign(trx, company.id, null, { title: 'Agent', country: 'PH', language: 'en' });
    await trx
      .updateTable('message_templates')
      .set({ enabled: false })
      .where('company_id', '=', company.id)
      .where('channel', '=', 'email')
      .execute();
    const { key, secret } = await createApiKey(trx, company.id, { name: 'bench' });
    return { companyId: company.id, campaignId, key, secret };
  });
}

function newestProfile(): string {
  return join(profiles, readdirSync(profiles).sort().at(-1) ?? '');
}

async function measure(program: BenchProgram, db: Database, hiring: Hiring, round: number) {
  const before = await count(db);
  const warm = await load(program, hiring, 2, round * 2);
  const spent = () => ({
    server: processorSeconds(program.process.pid ?? 0),
    postgres: processorSeconds(program.postmaster, true),
  });
  const start = spent();
  const report = await load(program, hiring, seconds, round * 2 + 1);
  const end = spent();
  const accepted = report.statuses[201] ?? 0;
  const added = (await count(db)).map((amount, index) => amount - (before[index] ?? 0));
  const expected = accepted + (warm.statuses[201] ?? 0);
  if (added.some((amount) => amount !== expected))
    throw new Error(`${expected} were accepted, but applications, invitations and queued are ${added}.`);
  const commits = await singleRowCommits(program.databaseUrl, seconds);
  const acceptedPerSecond = Math.round(accepted / report.seconds);
  return {
    acceptedPerSecond,
    singleRowInsertsPerSecond: commits.perSecond,
    measuredBy: commits.by,
    ratio: Number((acceptedPerSecond / commits.perSecond).toFixed(3)),
    answers: report.statuses,
    milliseconds: { p50: report.p50, p95: report.p95, p99: report.p99, max: report.max },
    processorMicrosecondsEach: {
      server: Math.round(((end.server - start.server) * 1e6) / accepted),
      postgres: Math.round(((end.postgres - start.postgres) * 1e6) / accepted),
    },
  };
}

/** Applications, invitations, queued messages. */
async function count(db: Database): Promise<number[]> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ a: number; m: number; o: number }>`
      select (select count(*) from applications) as a, (select count(*) from messages where purpose = 'invitation') as m,
        (select count(*) from outbox) as o`.execute(trx),
  );
  // The fill makes applications without invitations; they are there before a round begins.
  return rows[0] ? [rows[0].a, rows[0].m, rows[0].o] : [];
}

async function load(program: BenchProgram, hiring: Hiring, seconds: number, seed: number): Promise<LoadReport> {
  const { hostname, port } = new URL(program.url);
  const path = `/api/talkpush_services/campaigns/${hiring.campaignId}/campaign_invitations`;
  const credentials = { api_key: hiring.key, api_secret: hiring.secret };
  const plan: LoadPlan = { host: hostname, port: Number(port), path, credentials, connections: 16, seconds, seed };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'support/load.ts'), JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  for await (const part of child.stdout) output.push(part as Buffer);
  return JSON.parse(Buffer.concat(output).toString()) as LoadReport;
}
