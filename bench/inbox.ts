/**
 * The recruiters' lists at size: `node bench/inbox.ts [--applications 1000000] [--data DIR] [--only PATTERN]`. Fills one company,
 * starts the program as a process of its own, and measures each list, filter, count and search over HTTP, one request after
 * the other (`first`: what nobody has asked for before), beside what PostgreSQL itself takes for its statements where nothing is held
 * in memory, and by which plan; both have to count the same. Prints milliseconds as JSON, and each
 * as it comes on standard error. With `--data` the filled database is kept, and used again where it is there already; `--only`
 * measures what has a name like that. At the end 50 recruiters look at lists and counts at the same time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CompiledQuery, sql } from 'kysely';
import qs from 'qs';
import { hashPassword, setPassword } from '#accounts/passwords.ts';
import { folderCounts, listApplications } from '#candidates/lists.ts';
import { listQuery } from '#candidates/schema.ts';
import { loadConfig } from '#platform/config.ts';
import { hashToken, randomToken } from '#platform/crypto.ts';
import { connectDatabase, type Database, type Trx, withCompany, withSystem } from '#platform/db.ts';
import { createLog } from '#platform/log.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { openDatabase } from '#platform/postgres/open.ts';
import { closeServices, openServices } from '#platform/services.ts';
import { seedHighVolume } from '../bin/seeds/high-volume.ts';
import { fillFindings, findings, readNames } from './support/finding.ts';
import { explainWork } from './support/plans.ts';

const { values } = parseArgs({
  options: {
    applications: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    rounds: { type: 'string', default: '200' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const data = values.data ?? mkdtempSync(join(tmpdir(), 'parley-bench-'));
const env = { ...process.env, PARLEY_DATA: data, PORT: '0', LOG_LEVEL: 'error' };
const config = loadConfig(env);
const database = await openDatabase(config);
const db = connectDatabase(database.url, { max: 4 });
let server: { url: string; stop(): Promise<void> } | undefined;

try {
  const account = await prepare();
  server = await startServer();
  const cookie = await signIn(server.url, account);
  const get = getterOf(cookie);
  const results: Record<string, unknown> = {};
  await fillFindings(db, account.companyId);
  const asked = findings(await readNames(db, account.companyId)).filter(([name]) =>
    new RegExp(values.only ?? '').test(name),
  );
  // What any answer costs on this machine, the client included.
  results['no list at all: /healthz'] = { http: await measure(rounds, () => get('/healthz')) };
  for (const [name, { path, bare }] of Object.entries(await cases(db, account.companyId))) {
    if (values.only) break;
    const http = await measure(rounds, (round) => get(path(round)));
    results[name] = { http, bare: await measure(rounds, bare) };
  }
  const session = { sessionId: 'bench', userId: account.userId, companyId: account.companyId, role: 'owner' as const };
  for (const [name, query] of asked) {
    const read = listQuery.parse(qs.parse(query));
    const note = (what: string, result: object) => {
      results[`${name}, ${what}`] = result;
      console.error(`${name}, ${what}: ${JSON.stringify(result)}`);
    };
    const bare = (work: (trx: Trx) => Promise<unknown>) => explainWork(db, account.companyId, work);
    const list = await bare((trx) => listApplications(trx, session, read));
    note('list', { http: await measure(rounds, () => get(`/api/applications?${query}`)), bare: list });
    let recounted: { total: number } | undefined;
    const counts = await bare(async (trx) => {
      recounted = await folderCounts(trx, session, read);
    });
    note('counts', { http: await measure(rounds, () => get(`/api/folder-counts?${query}`)), bare: counts });
    const { total } = (await get(`/api/folder-counts?${query}`)) as { total: number };
    if (total !== recounted?.total) throw new Error(`${name}: ${total} counted, but there are ${recounted?.total}`);
  }
  if (!values.only) results['50 recruiters at once'] = await atOnce(asked, await addColleagues(account, 50, cookie));
  const { rows } = await db.pool.query<{ count: number }>('select sum(amount)::bigint as count from folder_counts');
  console.log(
    JSON.stringify(
      { applications: account.applications, ledger: rows[0]?.count, rounds, milliseconds: results },
      null,
      2,
    ),
  );
} finally {
  await server?.stop();
  await db.close();
  await database.close();
  if (!values.data) rmSync(data, { recursive: true, force: true });
}

type Account = { companyId: number; userId: string; email: string; password: string; applications: number };

async function prepare(): Promise<Account> {
  await migrate(database.url);
  const known = await withSystem(db, (trx) =>
    trx.selectFrom('users').select(['id', 'company_id', 'email']).where('role', '=', 'owner').executeTakeFirst(),
  );
  if (!known) {
    const services = await openServices(config, database.url, createLog('error'), false);
    await seedHighVolume(services, 1, Number(values.applications));
    await closeServices(services);
    return prepare();
  }
  const password = 'measuring the inbox';
  const hashed = await hashPassword(password, known.email);
  await withSystem(db, (trx) => setPassword(trx, known.id, hashed));
  const { count } = await withSystem(db, (trx) =>
    trx
      .selectFrom('applications')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('company_id', '=', known.company_id)
      .executeTakeFirstOrThrow(),
  );
  return { companyId: known.company_id, userId: known.id, email: known.email, password, applications: count };
}

async function startServer() {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../bin/parley.js'), 'start', '--role', 'web', '--json'],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        child.removeAllListeners('exit').once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

type Getter = ReturnType<typeof getterOf>;

function getterOf(cookie: string) {
  return async (path: string) => {
    const response = await fetch(`${server?.url}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

/** Of one user the program does a few things at once. They come by sessions, as few may sign in from one address. */
async function addColleagues({ companyId }: Account, many: number, ownCookie: string): Promise<Getter[]> {
  const [cookieName] = ownCookie.split('=');
  const getters: Getter[] = [];
  for (let number = 0; number < many; number += 1) {
    const token = randomToken(32);
    const email = `recruiter${number}@bench.example`;
    await withSystem(db, (trx) =>
      sql`
        with colleague as (
          insert into users (company_id, email, name, role) values (${companyId}, ${email}, ${email}, 'owner')
          on conflict (email) do update set name = excluded.name returning id
        )
        insert into sessions (user_id, token, expires_at)
        select id, ${hashToken(token)}, now() + interval '1 day' from colleague`.execute(trx),
    );
    getters.push(getterOf(`${cookieName}=${token}`));
  }
  return getters;
}

async function signIn(url: string, { email, password }: Account): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`Signing in answered ${response.status}.`);
  return cookie;
}

type Case = { path: (round: number) => string; bare: (round: number) => Promise<unknown> };

/** What a recruiter does all day, with other words and campaigns each time. */
async function cases(db: Database, companyId: number): Promise<Record<string, Case>> {
  const campaigns = await withSystem(db, (trx) =>
    trx.selectFrom('campaigns').select('id').where('company_id', '=', companyId).orderBy('id').execute(),
  );
  const names = await withSystem(db, (trx) =>
    trx
      .selectFrom('candidates')
      .select(['first_name', 'last_name'])
      .where('company_id', '=', companyId)
      .where(sql<boolean>`id % 9973 = 0`)
      .limit(150)
      .execute(),
  );
  const campaign = (round: number) => campaigns[round % campaigns.length]?.id ?? 0;
  const folder = (round: number) => ['inbox', 'completed', 'shortlisted', 'rejected'][round % 4] as string;
  const person = (round: number) => names[round % names.length] ?? { first_name: 'Ana', last_name: 'Garcia' };
  const infix = (round: number) => person(round).last_name.slice(1, 5).toLowerCase();
  const full = (round: number) => `${person(round).first_name} ${person(round).last_name}`;
  const typo = (round: number) => misspelt(person(round).last_name);
  const bare = (text: string, params: (round: number) => unknown[]) => (round: number) =>
    withCompanyQuery(db, companyId, text, params(round));
  const search = 'select array(select find_people($1::text[], $2, 1501))';
  return {
    'list of 50, all': {
      path: () => '/api/applications',
      bare: bare(
        'select id from applications where company_id = $1 order by last_activity_at desc, id desc limit 51',
        () => [companyId],
      ),
    },
    'list of 50, campaign and folder': {
      path: (round) => `/api/applications?campaign=${campaign(round)}&folder=${folder(round)}`,
      bare: bare(
        'select id from applications where company_id = $1 and campaign_id = $2 and folder = $3 order by last_activity_at desc, id desc limit 51',
        (round) => [companyId, campaign(round), folder(round)],
      ),
    },
    'list of 50, campaign, all folders': {
      path: (round) => `/api/applications?campaign=${campaign(round)}&sort=added`,
      bare: bare(
        'select id from applications where company_id = $1 and campaign_id = $2 order by added_at desc, id desc limit 51',
        (round) => [companyId, campaign(round)],
      ),
    },
    'folder counts': {
      path: () => '/api/folder-counts',
      bare: bare(
        'select campaign_id, folder, sum(amount) from folder_counts where company_id = $1 group by 1, 2',
        () => [companyId],
      ),
    },
    'search, part of a name': {
      path: (round) => `/api/applications?q=${encodeURIComponent(infix(round))}`,
      bare: bare(search, (round) => [[infix(round)], false]),
    },
    'search, first and last name': {
      path: (round) => `/api/applications?q=${encodeURIComponent(full(round))}`,
      bare: bare(search, (round) => [full(round).split(' '), false]),
    },
    'search, misspelt name': {
      path: (round) => `/api/applications?q=${encodeURIComponent(typo(round))}`,
      bare: bare(search, (round) => [[typo(round)], true]),
    },
    'search, in campaign and folder': {
      path: (round) =>
        `/api/applications?q=${encodeURIComponent(infix(round))}&campaign=${campaign(round)}&folder=${folder(round)}`,
      bare: bare(search, (round) => [[infix(round)], false]),
    },
    'home: two weeks': {
      path: () => '/api/analytics/overview',
      bare: bare(
        `select kind, sum(amount) from activity_counts where company_id = $1 and bucket >= now() - interval '14 days' group by 1`,
        () => [companyId],
      ),
    },
  };
}

/** Each asks for a list with its counts, looks at it for two seconds, and goes on to the next, filtered or not. */
async function atOnce(queries: [string, string][], recruiters: Getter[]) {
  const times: number[] = [];
  const paths = queries.map(([, query]) => query);
  let failed = 0;
  const look = async (get: Getter, recruiter: number) => {
    await setTimeout((recruiter * 2000) / recruiters.length);
    for (let step = 0; step < 10; step += 1) {
      const query = paths[(recruiter + step) % paths.length];
      const began = performance.now();
      const both = [get(`/api/applications?${query}`), get(`/api/folder-counts?${query}`)];
      for (const { status } of await Promise.allSettled(both)) if (status === 'rejected') failed += 1;
      times.push(performance.now() - began);
      await setTimeout(2000);
    }
  };
  await Promise.all(recruiters.map(look));
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  return { http: { median: at(0.5), p95: at(0.95) }, failed };
}

function withCompanyQuery(db: Database, companyId: number, text: string, params: unknown[]) {
  return withCompany(db, companyId, (trx) => trx.executeQuery(CompiledQuery.raw(text, params)));
}

/** Two letters swapped in the middle, as happens when one types fast. */
function misspelt(name: string): string {
  const at = Math.max(1, Math.floor(name.length / 2) - 1);
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
}

async function measure(
  rounds: number,
  work: (round: number) => Promise<unknown>,
): Promise<{ first: number; median: number; p95: number }> {
  const start = performance.now();
  await work(0);
  const first = Number((performance.now() - start).toFixed(2));
  for (let round = 1; round < Math.min(20, rounds); round += 1) await work(round);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(rounds * share)] ?? 0).toFixed(2));
  return { first, median: at(0.5), p95: at(0.95) };
}
