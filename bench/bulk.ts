/**
 * Moving many to a folder at once, in a company with a million applications: how long it takes from the selection to the
 * end, in how many steps it is seen to go on, what another recruiter's list takes meanwhile beside what it takes at rest,
 * and whether a second one that is cancelled in the middle leaves everybody moved with their event, or untouched.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { BulkAction } from '#candidates/bulk/schema.ts';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { createCompany, signIn } from './support/company.ts';
import { fillApplications } from './support/fill.ts';
import { freePort, keepRunning } from './support/processes.ts';
import { printReport, readOptions, spread } from './support/report.ts';

const values = readOptions('bulk', 'Moving a tenth of a company’s candidates to a folder at once.', {
  applications: { type: 'string', says: 'of the company, in ten campaigns; 1000000, quick 100000' },
});
const applications = Number(values.applications ?? (values.quick ? 100_000 : 1_000_000));
/** The aim for 100,000, whatever else the database holds. */
const secondsFor100000 = 60;
const ratioAim = 3;

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const options = { directory, port, origins: {}, log: join(directory, 'parley.log') };
const web = await keepRunning({ ...options, role: 'web' });
const worker = await keepRunning({ ...options, role: 'worker' });
const db = connectDatabase(postgres.url, { max: 2 });

try {
  const company = await createCompany(db, 'Harbour', 0);
  const campaignIds = await tenCampaigns(company.companyId);
  await fillApplications(db, { companyId: company.companyId, campaignIds, applications, randomSeed: 1 });
  const cookie = await signIn(url, company.owner);
  const atRest = await listsUntil(cookie, wait(5_000));
  const [first = 0, second = 0] = campaignIds;
  const moved = await moveAll(cookie, first);
  const cancelled = await cancelInTheMiddle(cookie, second, company.companyId);
  const ratio = Number((moved.list.median / Math.max(atRest.median, 0.1)).toFixed(2));
  printReport(
    { applications, listAtRest: atRest, moved, listBesideToAtRest: ratio, cancelledInTheMiddle: cancelled },
    values.json,
  );
  const aim = (secondsFor100000 * moved.selected) / 100_000;
  if (moved.seconds > Math.max(aim, 5) || ratio > ratioAim || !cancelled.whole) process.exitCode = 1;
} finally {
  await db.close();
  await Promise.all([web.stop(), worker.stop()]);
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function tenCampaigns(companyId: number): Promise<number[]> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ id: number }>`
      insert into campaigns (company_id, title, country, language)
      select ${companyId}, 'Campaign ' || n, 'US', 'en' from generate_series(1, 10) n returning id`.execute(trx),
  );
  return rows.map(({ id }) => id);
}

async function call<T>(cookie: string, method: string, path: string, body?: object): Promise<T> {
  const headers = { cookie, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Milliseconds of one list after the other, as a recruiter at work asks for them, until `over`. */
async function listsUntil(cookie: string, over: Promise<unknown>) {
  const taken: number[] = [];
  let ended = false;
  void over.finally(() => {
    ended = true;
  });
  while (!ended) {
    const began = performance.now();
    await call(cookie, 'GET', '/api/applications?folder=completed&limit=50');
    taken.push(performance.now() - began);
    await wait(50);
  }
  return { asked: taken.length, ...spread(taken) };
}

function read(cookie: string, id: number): Promise<BulkAction> {
  return call(cookie, 'GET', `/api/bulk-actions/${id}`);
}

function reached({ counts }: BulkAction): number {
  return counts.done + counts.skipped + counts.failed;
}

async function begin(cookie: string, campaignId: number): Promise<BulkAction> {
  const bulk = await call<BulkAction>(cookie, 'POST', '/api/bulk-actions', { query: { campaign: [campaignId] } });
  const action = { kind: 'folder', folder: 'on_hold' };
  return call(cookie, 'POST', `/api/bulk-actions/${bulk.id}/start`, { action });
}

async function moveAll(cookie: string, campaignId: number) {
  const began = performance.now();
  const { id, total } = await begin(cookie, campaignId);
  const selectedIn = performance.now() - began;
  const seen = new Set<number>();
  const over = (async () => {
    for (;;) {
      const bulk = await read(cookie, id);
      seen.add(reached(bulk));
      if (bulk.finishedAt) return bulk;
      await wait(250);
    }
  })();
  const list = await listsUntil(cookie, over);
  const { counts } = await over;
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  return {
    selected: total,
    selectedInMilliseconds: Math.round(selectedIn),
    ...counts,
    seconds,
    candidatesASecond: Math.round(total / seconds),
    progressSteps: seen.size,
    list,
  };
}

/** Whole: as many are done as were moved, each with one event, and nobody moved without. */
async function cancelInTheMiddle(cookie: string, campaignId: number, companyId: number) {
  const before = await stands(companyId, campaignId);
  const { id, total } = await begin(cookie, campaignId);
  while (reached(await read(cookie, id)) < total / 5) await wait(20);
  const { counts } = await call<BulkAction>(cookie, 'POST', `/api/bulk-actions/${id}/cancel`);
  await wait(2_000);
  const after = await stands(companyId, campaignId);
  const moved = after.held - before.held;
  const events = after.events - before.events;
  return { selected: total, done: counts.done, moved, events, whole: moved === counts.done && events === counts.done };
}

async function stands(companyId: number, campaignId: number) {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ held: number; events: number }>`
      select (select count(*) from applications where company_id = ${companyId} and campaign_id = ${campaignId} and folder = 'on_hold') as held,
        (select count(distinct application_id) from application_events
          where company_id = ${companyId} and campaign_id = ${campaignId} and kind = 'held') as events`.execute(trx),
  );
  return rows[0] ?? { held: 0, events: 0 };
}
