import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { words as filterWords } from '#candidates/finding/words.ts';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { createCrowd } from '#test/crowd.ts';
import { waitUntil } from '#test/wait-until.ts';
import { forgetExports } from './exports.ts';
import { writeExport } from './run.ts';
import type { ExportView } from './schema.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
});
after(() => program.close());

type Role = 'owner' | 'manager';
const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, role: Role = 'manager') =>
  program.app.inject({ method, url, headers: as(role, hiring), ...(payload ? { payload } : {}) });

const run = { id: 'test', attempt: 1, lastAttempt: true, signal: new AbortController().signal };
const work = (id: number) => writeExport(program.services, { companyId: hiring.companyId, exportId: id }, run);
const change = (query: ReturnType<typeof sql>) => withSystem(program.db, (trx) => query.execute(trx));

async function ask(chosen: object, more: object = {}, role: Role = 'manager'): Promise<ExportView> {
  const body = { format: 'csv', columns: ['applicationId', 'firstName'], chosen, ...more };
  const answer = await call('POST', '/api/exports', body, role);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}

async function read(id: number, role: Role = 'manager'): Promise<ExportView> {
  return (await call('GET', `/api/exports/${id}`, undefined, role)).json();
}

async function fileOf(id: number, role: Role = 'manager'): Promise<Buffer> {
  const answer = await call('GET', `/api/exports/${id}/file`, undefined, role);
  assert.equal(answer.statusCode, 302, answer.body);
  const file = await program.app.inject({ url: String(answer.headers.location) });
  assert.equal(file.statusCode, 200);
  assert.match(String(file.headers['content-disposition']), /^attachment/);
  return file.rawPayload;
}

async function written(chosen: object, more: object = {}, role: Role = 'manager'): Promise<string[][]> {
  const { id } = await ask(chosen, more, role);
  await work(id);
  const [headers, ...rows] = parse((await fileOf(id, role)).toString(), { bom: true }) as string[][];
  assert.ok(headers);
  return rows;
}

const idsOf = (rows: string[][]) => rows.map(([id]) => Number(id));

describe('an export', () => {
  it('is of those selected, of a list without those excepted, of a campaign, or of everybody', async () => {
    const crowd = await createCrowd(program.db, hiring, 1203);
    const { applicationId: stranger } = await createApplicant(program.db, { ...hiring, campaignId: null });
    const foreign = await createCrowd(program.db, await createHiring(program.db), 2);
    assert.deepEqual(idsOf(await written({ ids: [crowd[4], crowd[2], ...foreign, stranger, 2 ** 40] })), [
      crowd[2],
      crowd[4],
    ]);
    const except = [crowd[0], crowd[700]];
    const list = { query: { folder: ['inbox'] }, except };
    assert.deepEqual(
      idsOf(await written(list)),
      crowd.filter((id) => !except.includes(id)),
    );
    assert.equal((await written({ query: { q: 'person 77' } })).length, 11);
    assert.deepEqual(idsOf(await written({ campaignId: hiring.campaignId })), crowd);
    assert.deepEqual(idsOf(await written({ everything: true }, {}, 'owner')), [...crowd, stranger]);
  });

  it('as XLSX has numbers and dates of their own type, in the company’s zone', async () => {
    const { applicationId } = await createApplicant(program.db, hiring, { firstName: 'María' });
    await change(sql`update companies set time_zone = 'Asia/Manila' where id = ${hiring.companyId}`);
    await change(sql`
      update applications set added_at = '2026-03-01T20:30:00Z', others = '{"score": "7.5", "city": "Cebú",
        "referee_first_name": "Ana", "referee_last_name": "Reyes", "referee_mobile": "+63917"}' where id = ${applicationId}`);
    await change(sql`
      insert into answers (company_id, application_id, question_id, position, kind, number) values
        (${hiring.companyId}, ${applicationId}, 'years', 0, 'number', 4)`);
    const columns = [
      'firstName',
      'campaign',
      'added',
      'score',
      'referee',
      'refereePhone',
      'detail:city',
      'details',
      'answers',
    ];
    const { id } = await ask({ ids: [applicationId] }, { format: 'xlsx', columns });
    await work(id);
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(await fileOf(id))) rows.push(values);
    assert.deepEqual(rows[0]?.slice(0, 7), [
      'First name',
      'Campaign',
      'Added (Asia/Manila)',
      'Score',
      'Referee',
      'Referee’s phone',
      'city',
    ]);
    // Details that have a column do not come once more.
    assert.deepEqual(rows[0]?.slice(7), [
      'Why do you want this job?',
      'Tell us about yourself.',
      'How many years of experience?',
      'Which shift?',
    ]);
    assert.deepEqual(rows[1]?.slice(0, 2), ['María', 'Agents']);
    assert.deepEqual(rows[1]?.[2], new Date('2026-03-02T04:30:00Z'));
    assert.deepEqual(rows[1]?.slice(3, 7), [7.5, 'Ana Reyes', '+63917', 'Cebú']);
    assert.equal(rows[1]?.[9], 4);
  });

  it('has its columns in the order in which they were chosen, each once', async () => {
    const { applicationId } = await createApplicant(program.db, hiring, { firstName: 'Ana' });
    await change(
      sql`update applications set others = '{"city": "Cebú", "shift": "night"}' where id = ${applicationId}`,
    );
    const columns = ['folder', 'detail:shift', 'firstName', 'details', 'applicationId', 'folder'];
    const wanted = ['Folder', 'shift', 'First name', 'city', 'Application id'];
    for (const format of ['csv', 'xlsx']) {
      const { id } = await ask({ ids: [applicationId] }, { format, columns });
      await work(id);
      const file = await fileOf(id);
      const rows: unknown[][] = [];
      if (format === 'csv') rows.push(...(parse(file, { bom: true }) as string[][]));
      else for await (const { values } of streamXlsxRows(file)) rows.push(values);
      assert.deepEqual(rows[0], wanted);
      assert.deepEqual(rows[1]?.slice(1).map(String), ['night', 'Ana', 'Cebú', String(applicationId)]);
    }
    const { last } = (await call('GET', '/api/export-options')).json();
    assert.deepEqual(last.columns, columns.slice(0, -1));
  });

  it('says why somebody is in the folder where they are', async () => {
    const [rejected, other] = await createCrowd(program.db, hiring, 2);
    const reason = { folder: 'rejected', name: 'Lives too far away' };
    const made = await call('POST', '/api/move-reasons', reason, 'owner');
    assert.equal(made.statusCode, 201, made.body);
    const move = { folder: 'rejected', reasonId: made.json().id };
    assert.equal((await call('PUT', `/api/applications/${rejected}/folder`, move)).statusCode, 200);
    const rows = await written({ ids: [rejected, other] }, { columns: ['applicationId', 'reason'] });
    assert.deepEqual(rows, [
      [String(rejected), 'Lives too far away'],
      [String(other), ''],
    ]);
  });

  it('stands in the order of its list, has days without a time, and no link by which one answers in somebody’s name', async () => {
    const [first, second, third] = await createCrowd(program.db, hiring, 3);
    const attribute = { name: 'Start', type: 'date', key: 'start' };
    assert.equal((await call('POST', '/api/attributes', attribute, 'owner')).statusCode, 201);
    const link = 'https://parley.example/hiring/c/1-2x-0.abcdefghijklmnopqrstuv';
    await change(sql`
      update applications set others = '{"start": "2026-12-01"}', last_message = ${`Begin here: ${link} or call`},
        last_activity_at = case id when ${second} then timestamptz '2026-03-02' else '2026-03-01' end,
        added_at = case id when ${third} then timestamptz '2026-02-01' else '2026-02-02' end
      where company_id = ${hiring.companyId}`);
    const order = async (more: object) => idsOf(await written({ query: {}, ...more }));
    assert.deepEqual(await order({ sort: 'active', order: 'desc' }), [second, third, first]);
    assert.deepEqual(await order({ sort: 'added', order: 'asc' }), [third, first, second]);
    assert.deepEqual(idsOf(await written({ ids: [first, second], sort: 'active' })), [second, first]);
    const columns = ['detail:start', 'lastMessage', 'active'];
    const [row] = await written({ ids: [second] }, { columns });
    assert.deepEqual(row?.slice(0, 2), ['2026-12-01', 'Begin here: […] or call']);
    assert.match(String(row?.[2]), /^2026-03-0\d \d\d:\d\d:\d\d$/);
    const { id } = await ask({ ids: [second] }, { format: 'xlsx', columns });
    await work(id);
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(await fileOf(id))) rows.push(values);
    assert.deepEqual(rows[1]?.[0], new Date('2026-12-01T00:00:00Z'));
    const wrong = { format: 'csv', columns: ['phone'], chosen: { query: {}, sort: 'name' } };
    assert.equal((await call('POST', '/api/exports', wrong)).statusCode, 400);
  });

  it('makes harmless what a spreadsheet would calculate, in cells and headers of both formats', async () => {
    const evil = ['=1+1', '+cmd|x', '-2+3+cmd', '@SUM(1)', '\t=1', '\r=1', ' =1', '＝1'];
    const others = Object.fromEntries(evil.map((text) => [text, text]));
    const { applicationId } = await createApplicant(program.db, hiring, { firstName: '\u0001odd \u000b"name",\n;' });
    await change(sql`update applications set others = ${JSON.stringify(others)} where id = ${applicationId}`);
    const columns = ['firstName', ...evil.map((text) => `detail:${text}`)];
    for (const format of ['csv', 'xlsx']) {
      const { id } = await ask({ ids: [applicationId] }, { format, columns });
      await work(id);
      const file = await fileOf(id);
      const rows: unknown[][] = [];
      if (format === 'csv') {
        assert.equal(file.subarray(0, 3).toString('hex'), 'efbbbf');
        rows.push(...(parse(file, { bom: true }) as string[][]));
      } else for await (const { values } of streamXlsxRows(file)) rows.push(values);
      for (const row of rows)
        assert.deepEqual(
          row.slice(1).map((cell) => String(cell).slice(0, 1)),
          evil.map(() => "'"),
        );
      assert.match(String(rows[1]?.[0]), /odd .*"name",/s);
    }
  });

  it('as CSV has every text in quotes, and nothing behind a separator that would be calculated where lists are cut there', async () => {
    const { applicationId } = await createApplicant(program.db, hiring, { firstName: 'Ana;=1+1' });
    const others = { a: 'one\n@SUM(1);+63 917 1234567', b: '"quoted"|"=2', c: 'a;;-5;\t=3' };
    await change(sql`update applications set others = ${JSON.stringify(others)} where id = ${applicationId}`);
    const { id } = await ask({ ids: [applicationId] }, { columns: ['applicationId', 'firstName', 'added', 'details'] });
    await work(id);
    const [, line = ''] = (await fileOf(id)).toString().split('\r\n');
    const texts = [`"Ana;'=1+1"`, `"one\n'@SUM(1);+63 917 1234567"`, `"""quoted""|'""=2"`, `"a;;-5;\t'=3"`];
    assert.equal(line.replace(/,[\d :-]+,/, ',…,'), [applicationId, texts[0], '…', ...texts.slice(1)].join(','));
  });

  it('has nothing in it that its format has no place for', async () => {
    const { applicationId } = await createApplicant(program.db, hiring, { firstName: 'a\uffff\ufffe\u0085\u0007b😀' });
    for (const format of ['csv', 'xlsx']) {
      const { id } = await ask({ ids: [applicationId] }, { format });
      await work(id);
      const rows: unknown[][] = [];
      if (format === 'csv') rows.push(...(parse(await fileOf(id), { bom: true }) as string[][]));
      else for await (const { values } of streamXlsxRows(await fileOf(id))) rows.push(values);
      assert.equal(rows[1]?.[1], 'ab😀');
    }
  });

  it('knows no labels, details or attributes but those that there are', async () => {
    const { applicationId } = await createApplicant(program.db, hiring);
    const attribute = await call('POST', '/api/attributes', { name: 'Constructor', type: 'text' }, 'owner');
    assert.equal(attribute.statusCode, 201, attribute.body);
    const label = (await call('POST', '/api/labels', { name: 'constructor' })).json();
    assert.ok((await call('PUT', `/api/applications/${applicationId}/labels/${label.id}`)).statusCode < 300);
    const columns = ['labels', `detail:${attribute.json().key}`, 'detail:toString', 'detail:__proto__'];
    assert.deepEqual(await written({ ids: [applicationId] }, { columns }), [['constructor', '', '', '']]);
    const profile = (await call('GET', `/api/applications/${applicationId}`)).json();
    assert.deepEqual(
      profile.attributes.map(({ value }: { value: string | null }) => value),
      [null],
    );
  });

  it('is its maker’s alone, also towards an owner', async () => {
    const { id } = await ask({ query: {} });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/file'],
      ['POST', '/cancel'],
      ['DELETE', ''],
    ] as const)
      assert.equal((await call(method, `/api/exports/${id}${path}`, undefined, 'owner')).statusCode, 404, path);
    assert.deepEqual((await call('GET', '/api/exports', undefined, 'owner')).json(), []);
  });

  it('refuses what makes no sense, and what is not theirs', async () => {
    const foreign = await createHiring(program.db);
    const good = { format: 'csv', columns: ['phone'], chosen: { query: {} } };
    for (const [wrong, status] of [
      [{ format: 'pdf' }, 400],
      [{ columns: [] }, 400],
      [{ columns: ['shoes'] }, 400],
      [{ columns: ['detail:\0'] }, 400],
      [{ columns: ['detail:'] }, 400],
      [{ columns: Array.from({ length: 301 }, () => 'phone') }, 400],
      [{ chosen: {} }, 400],
      [{ chosen: { ids: [] } }, 400],
      [{ chosen: { everything: true } }, 403],
      [{ chosen: { campaignId: foreign.campaignId } }, 404],
      [{ chosen: { campaignId: 2 ** 40 } }, 404],
      [{ chosen: { query: { filter: 'garbage' } } }, 400],
      [{ chosen: { query: { filter: '[{"field":"shoes","op":"is","value":"red"}]' } } }, 400],
      [{ chosen: { query: { folder: ['\0'] } } }, 400],
      [{ chosen: { query: { q: 'word '.repeat(400) } } }, 400],
    ] as const) {
      const answer = await call('POST', '/api/exports', { ...good, ...wrong });
      assert.equal(answer.statusCode, status, `${JSON.stringify(wrong).slice(0, 60)}: ${answer.body}`);
    }
  });

  it('that can not be written says why, in the words of what was wrong', async () => {
    const { id } = await ask({ query: {} });
    const chosen = JSON.stringify({ query: { filter: 'of an older version' }, except: [] });
    await change(sql`update exports set chosen = ${chosen} where id = ${id}`);
    await work(id);
    const { state, error } = await read(id);
    assert.deepEqual([state, error], ['failed', filterWords.filterUnreadable.en]);
  });

  it('has the rows that its maker reaches when it is written, and none once they may not export', async () => {
    const crowd = await createCrowd(program.db, hiring, 3);
    const before = await ask({ ids: crowd });
    await change(sql`delete from campaign_members where user_id = ${hiring.managerId}`);
    await work(before.id);
    assert.deepEqual([(await read(before.id)).state, (await read(before.id)).total], ['finished', 0]);

    const asked = await ask({ query: {} });
    const { statusCode } = await call('PUT', '/api/export-permission', { managers: false }, 'owner');
    assert.equal(statusCode, 200);
    await work(asked.id);
    const refused = await read(asked.id);
    assert.equal(refused.state, 'failed');
    assert.match(String(refused.error), /no access/);
    assert.equal((await call('GET', `/api/exports/${before.id}/file`)).statusCode, 403);
    assert.equal(
      (await call('POST', '/api/exports', { format: 'csv', columns: ['phone'], chosen: { query: {} } })).statusCode,
      403,
    );
    assert.equal((await call('GET', `/api/campaigns/${hiring.campaignId}/export.xlsx`)).statusCode, 404);
    assert.equal((await call('GET', '/api/export-options')).json().allowed, false);
    assert.equal((await call('GET', '/api/export-options', undefined, 'owner')).json().allowed, true);
    assert.equal((await ask({ query: {} }, {}, 'owner')).state, 'waiting');
  });

  it('is not given to who does not reach everybody in it any more, nor the whole database to who is no owner now', async () => {
    const crowd = await createCrowd(program.db, hiring, 2);
    const { applicationId: stranger } = await createApplicant(program.db, { ...hiring, campaignId: null });
    const table = await ask({ ids: crowd });
    const empty = await ask({ query: { q: 'nobody of this name' } });
    for (const { id } of [table, empty]) await work(id);
    const take = (id: number) => call('GET', `/api/exports/${id}/file`);
    assert.equal((await take(table.id)).statusCode, 302);
    await change(sql`delete from campaign_members where user_id = ${hiring.managerId}`);
    assert.equal((await take(table.id)).json().error.code, 'forbidden');
    assert.equal((await take(empty.id)).statusCode, 302);

    const [everything, ids] = [
      await ask({ everything: true }, {}, 'owner'),
      await ask({ ids: [stranger] }, {}, 'owner'),
    ];
    for (const { id } of [everything, ids]) {
      await work(id);
      assert.equal((await call('GET', `/api/exports/${id}/file`, undefined, 'owner')).statusCode, 302);
    }
    await change(sql`insert into campaign_members (company_id, campaign_id, user_id)
      values (${hiring.companyId}, ${hiring.campaignId}, ${hiring.ownerId}) on conflict do nothing`);
    const demoted = { ...hiring, managerId: hiring.ownerId };
    for (const { id } of [everything, ids]) {
      const answer = await program.app.inject({ url: `/api/exports/${id}/file`, headers: as('manager', demoted) });
      assert.equal(answer.statusCode, 403, answer.body);
    }
  });

  it('forgets who was chosen once it is over', async () => {
    await createCrowd(program.db, hiring, 1);
    const finished = await ask({ query: { q: 'crowd' } });
    await work(finished.id);
    const cancelled = await ask({ query: { q: 'crowd' }, except: [7] });
    await call('POST', `/api/exports/${cancelled.id}/cancel`);
    const { rows } = await change(sql`select chosen from exports where company_id = ${hiring.companyId}`);
    assert.deepEqual(rows, [{ chosen: null }, { chosen: null }]);
    assert.deepEqual([(await read(finished.id)).of, (await read(cancelled.id)).of], ['list', 'selection']);
  });

  it('remembers what was chosen, for who chose it', async () => {
    const usual = (await call('GET', '/api/export-options')).json();
    assert.ok(usual.last.columns.includes('answers'));
    await ask({ query: {} }, { format: 'xlsx', columns: ['phone', 'detail:city', 'phone'] });
    const options = (await call('GET', '/api/export-options')).json();
    assert.deepEqual(options.last, { format: 'xlsx', columns: ['phone', 'detail:city'] });
    assert.deepEqual((await call('GET', '/api/export-options', undefined, 'owner')).json().last, usual.last);
  });

  it('cancelled leaves no file, and is not gone on with', async () => {
    await createCrowd(program.db, hiring, 3);
    const { id } = await ask({ query: {} });
    const cancelled = await call('POST', `/api/exports/${id}/cancel`);
    assert.equal(cancelled.json().state, 'cancelled');
    await work(id);
    assert.equal((await read(id)).state, 'cancelled');
    assert.equal((await call('GET', `/api/exports/${id}/file`)).statusCode, 409);
    assert.equal((await call('POST', `/api/exports/${id}/cancel`)).json().error.code, 'export_over');
  });

  it('cancelled while it is written breaks off', async () => {
    await createCrowd(program.db, hiring, 20_000);
    const { id } = await ask({ query: {} });
    const writing = work(id);
    await waitUntil(async () => (await read(id)).done > 0);
    assert.equal((await call('POST', `/api/exports/${id}/cancel`)).statusCode, 200);
    await writing;
    assert.deepEqual([(await read(id)).state, (await read(id)).size], ['cancelled', null]);
  });

  it('is begun again after its worker was killed, and the file is whole', async () => {
    const crowd = await createCrowd(program.db, hiring, 20_000);
    const { id } = await ask({ query: {} });
    const directory = mkdtempSync(join(tmpdir(), 'parley-killed-'));
    const { companyId } = hiring;
    const child = spawn(process.execPath, [
      'test/support/killed-export.ts',
      program.databaseUrl,
      directory,
      String(companyId),
      String(id),
    ]);
    await waitUntil(async () => (await read(id)).done > 0, 20_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(directory, { recursive: true, force: true });
    assert.equal((await read(id)).state, 'running');
    assert.equal((await call('GET', `/api/exports/${id}/file`)).statusCode, 409);
    await work(id);
    const [, ...rows] = parse(await fileOf(id), { bom: true }) as string[][];
    assert.deepEqual(idsOf(rows), crowd);
  });

  it('ends as few are under way at once, and its file goes after some days', async () => {
    await createCrowd(program.db, hiring, 1);
    const first = await ask({ query: {} });
    const body = { format: 'csv', columns: ['phone'], chosen: { query: {} } };
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => call('POST', '/api/exports', body)));
    const refused = atOnce.filter(({ statusCode }) => statusCode !== 201);
    assert.deepEqual(
      refused.map((answer) => answer.json().error.code),
      Array.from({ length: 6 }, () => 'too_many_exports'),
    );
    await work(first.id);
    const location = String((await call('GET', `/api/exports/${first.id}/file`)).headers.location);
    await change(sql`update exports set created_at = now() - interval '73 hours' where id = ${first.id}`);
    assert.equal((await call('GET', `/api/exports/${first.id}/file`)).statusCode, 409);
    await forgetExports(program.services);
    await collectBlobs(program.services);
    assert.equal((await call('GET', `/api/exports/${first.id}`)).statusCode, 404);
    assert.equal((await program.app.inject({ url: location })).statusCode, 404);
  });

  it('is written down: who asked for what, how many it has, who took it', async () => {
    const crowd = await createCrowd(program.db, hiring, 2);
    await written({ query: { q: 'crowd' } });
    const { rows } = await change(sql<{ kind: string; data: Record<string, unknown> }>`
      select kind, data from audit_log where company_id = ${hiring.companyId} and user_id = ${hiring.managerId} order by id`);
    const log = rows as { kind: string; data: Record<string, unknown> }[];
    assert.deepEqual(
      log.map(({ kind }) => kind),
      ['export-started', 'export-finished', 'export-downloaded'],
    );
    assert.equal(log[0]?.data.of, 'list');
    assert.ok(!JSON.stringify(log).includes('crowd'));
    assert.equal(log[1]?.data.rows, crowd.length);
  });

  it('can be removed with its file', async () => {
    await createCrowd(program.db, hiring, 1);
    const { id } = await ask({ query: {} });
    await work(id);
    const location = String((await call('GET', `/api/exports/${id}/file`)).headers.location);
    assert.equal((await call('DELETE', `/api/exports/${id}`)).statusCode, 204);
    await collectBlobs(program.services);
    assert.equal((await program.app.inject({ url: location })).statusCode, 404);
    assert.deepEqual((await call('GET', '/api/exports')).json(), []);
  });
});
