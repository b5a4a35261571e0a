/**
 * A table of many candidates: seconds until its file is there, and the most memory that the process had which wrote it.
 * A quarter have completed the interview and have four answers; five details each. Prints JSON.
 *
 *   node bench/export.ts [--rows 100000]
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createCampaign } from '#campaigns/campaigns.ts';
import { writeExport } from '#exports/run.ts';
import { loadConfig } from '#platform/config.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { closeServices, openServices } from '#platform/services.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const rows = Number(values.rows);
/** With the five details and the four answers these are twenty. */
const columns = [
  'applicationId',
  'candidateId',
  'firstName',
  'lastName',
  'email',
  'phone',
  'campaign',
  'folder',
  'labels',
  'added',
  'active',
  'details',
  'answers',
];

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
await migrate(postgres.url);
const services = await openServices(loadConfig({ PARLEY_DATA: directory }), postgres.url, createLog('warn'), false);
try {
  const company = await fill();
  const report = {
    rows,
    columns: columns.length - 2 + 5 + 4,
    xlsx: await measure(company, 'xlsx'),
    csv: await measure(company, 'csv'),
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  await closeServices(services);
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

type Company = { companyId: number; campaignId: number; userId: string };

async function fill(): Promise<Company> {
  return withSystem(services.db, async (trx) => {
    const { id: companyId } = await trx
      .insertInto('companies')
      .values({ name: 'Harbour', time_zone: 'Asia/Manila' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: userId } = await trx
      .insertInto('users')
      .values({ company_id: companyId, email: 'owner@example.com', name: 'Owner', role: 'owner' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const campaignId = await createCampaign(trx, companyId, null, { title: 'Agent', country: 'PH', language: 'en' });
    const questions = ['why', 'voice', 'years', 'shift'].map((id) => ({ id, text: `Question ${id}?`, type: 'text' }));
    await sql`update interviews set definition = jsonb_set(definition, '{questions}', ${JSON.stringify(questions)})
      where company_id = ${companyId}`.execute(trx);
    await sql`
      with people as (
        insert into candidates (company_id, first_name, last_name, email, phone)
        select ${companyId}, 'First' || n, 'Last' || n, 'person' || n || '@example.com', '+63917' || (1000000 + n)
        from generate_series(1, ${rows}::int) n returning id
      )
      insert into applications (company_id, campaign_id, candidate_id, source, others)
      select ${companyId}, ${campaignId}, id, 'API', jsonb_build_object('city', 'City ' || id % 100, 'score', id % 10,
        'education', 'College graduate', 'shift', 'Night', 'referee', 'Ana Reyes ' || id)
      from people`.execute(trx);
    await sql`
      insert into answers (company_id, application_id, question_id, position, kind, text)
      select ${companyId}, a.id, q, 0, 'text', 'I have worked with people for ' || a.id % 9 || ' years and like it.'
      from applications a, unnest(array['why', 'voice', 'years', 'shift']) q where a.company_id = ${companyId} and a.id % 4 = 0`.execute(
      trx,
    );
    await sql`
      insert into application_labels (company_id, application_id, label_id)
      select ${companyId}, a.id, l.id from applications a, labels l
      where a.company_id = ${companyId} and l.company_id = ${companyId} and l.automatic = 'half' and a.id % 4 = 0`.execute(
      trx,
    );
    return { companyId, campaignId, userId };
  }).then(async (company) => {
    for (const table of ['applications', 'candidates', 'answers', 'application_labels'])
      await services.db.pool.query(`vacuum analyze ${table}`);
    return company;
  });
}

async function measure({ companyId, userId }: Company, format: 'xlsx' | 'csv') {
  const exportId = await withCompany(services.db, companyId, async (trx) => {
    const { id } = await trx
      .insertInto('exports')
      .values({
        company_id: companyId,
        user_id: userId,
        format,
        columns,
        kind: 'everything',
        chosen: JSON.stringify({ everything: true }),
        file_name: `bench.${format}`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
  const atRest = process.memoryUsage().rss;
  let most = 0;
  let longestPause = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
    longestPause = Math.max(longestPause, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  const database = await databaseTicks();
  const began = performance.now();
  const cpu = process.cpuUsage();
  const run = { id: 'bench', attempt: 1, lastAttempt: true, signal: new AbortController().signal };
  await writeExport(services, { companyId, exportId }, run);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  let ticks = 0;
  for (const [pid, count] of await databaseTicks()) ticks += count - (database.get(pid) ?? 0);
  const row = await withCompany(services.db, companyId, (trx) =>
    trx.selectFrom('exports').selectAll().where('id', '=', exportId).executeTakeFirstOrThrow(),
  );
  if (row.state !== 'finished' || row.done !== rows) throw new Error(`${row.state} with ${row.done} rows`);
  return {
    seconds: Number(seconds.toFixed(2)),
    cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
    databaseCpuSeconds: ticks / 100,
    atRestMB: Math.round(atRest / 1e6),
    peakMB: Math.round(most / 1e6),
    longestPauseMs: Math.round(longestPause),
    fileMB: Number(((row.size ?? 0) / 1e6).toFixed(1)),
  };
}

/** What each connection of this process has computed in PostgreSQL, in hundredths of a second; none where Linux does not say. */
async function databaseTicks(): Promise<Map<number, number>> {
  const { rows } = await services.db.pool.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  const ticks = new Map<number, number>();
  for (const { pid } of rows) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      ticks.set(pid, Number(fields[11]) + Number(fields[12]));
    } catch {
      // Ended meanwhile.
    }
  }
  return ticks;
}
