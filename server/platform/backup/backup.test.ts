import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp, testConfig } from '#test/app.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { blobStore, newBlobKey } from '../blobs/store.ts';
import { connectDatabase, withCompany, withSystem } from '../db.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

describe('backup and restore', () => {
  let parley: TestApp;
  let target: TestDatabase;
  let companyId: number;
  const directory = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  const folder = join(directory, 'backup');
  const key = newBlobKey(1);

  before(async () => {
    parley = await startTestApp();
    target = await createTestDatabase();
    companyId = await withSystem(parley.db, async (trx) => {
      const made = await trx
        .insertInto('companies')
        .values({ name: 'Ács & Søn' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const people = Array.from({ length: 50 }, (_, n) => ({
        company_id: made.id,
        first_name: `Åsa ${n}\t\\N`,
        phone: `+4670000${n + 10}`,
      }));
      const candidates = await trx.insertInto('candidates').values(people).returning('id').execute();
      const applications = candidates.map(({ id }) => ({
        company_id: made.id,
        candidate_id: id,
        source: 'api',
        others: '{"a":[1]}',
      }));
      await trx.insertInto('applications').values(applications).execute();
      return made.id;
    });
    await parley.services.blobs.put(key, Buffer.from('a résumé'), { contentType: 'text/plain', maxBytes: 100 });
  });

  after(async () => {
    await parley.close();
    await target.drop();
    rmSync(directory, { recursive: true });
  });

  test('brings back every row, file and counter, in a database that goes on counting', async () => {
    const manifest = await backUp(parley.services.config, parley.databaseUrl, folder);
    assert.equal(manifest.tables.find((table) => table.name === 'applications')?.rows, 50);
    const config = testConfig(join(directory, 'restored'));
    assert.notEqual(config.secret, parley.services.config.secret);
    await restore(config, target.url, folder, { force: false });

    const restored = connectDatabase(target.url, { max: 2 });
    try {
      assert.deepEqual(await contents(restored.pool), await contents(parley.db.pool));
      const next = await withCompany(restored, companyId, (trx) =>
        trx
          .insertInto('candidates')
          .values({ company_id: companyId, first_name: 'Next' })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      const added = await withCompany(restored, companyId, (trx) =>
        trx
          .insertInto('applications')
          .values({ company_id: companyId, candidate_id: next.id, source: 'api' })
          .returning(['id', 'access_code'])
          .executeTakeFirstOrThrow(),
      );
      assert.deepEqual([next.id, added.id], [51, 51]);
      const changed = await withSystem(restored, (trx) =>
        trx.selectFrom('application_changes').select('company_id').where('application_id', '=', 0).execute(),
      );
      assert.deepEqual(changed, [{ company_id: companyId }], 'whoever holds something of it reads it anew');
      const codes = await withSystem(restored, (trx) =>
        trx.selectFrom('applications').select('access_code').distinct().execute(),
      );
      assert.equal(codes.length, 51);
      const fenced = await withCompany(restored, companyId + 1, (trx) =>
        trx.selectFrom('applications').select('id').execute(),
      );
      assert.deepEqual(fenced, []);
    } finally {
      await restored.close();
    }
    const file = await blobStore(config.blobs).get(key);
    assert.ok(file);
    assert.equal((await buffer(file.stream)).toString(), 'a résumé');
    assert.equal(readFileSync(join(directory, 'restored/secret'), 'utf8').trim(), parley.services.config.secret);
  });

  test('does not overwrite a backup, nor companies without being forced', async () => {
    const config = testConfig(join(directory, 'restored'));
    await assert.rejects(backUp(parley.services.config, parley.databaseUrl, folder), /exists already/);
    await assert.rejects(restore(config, target.url, folder, { force: false }), /There are companies/);
    await restore(config, target.url, folder, { force: true });
  });

  test('refuses a database in use, a folder that is no backup, and a backup of a newer version', async () => {
    const { config } = parley.services;
    await assert.rejects(restore(config, parley.databaseUrl, folder, { force: true }), /Stop Parley first/);
    await assert.rejects(restore(config, target.url, directory, { force: true }), /no complete backup/);
    const file = join(folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.migrations.push({ name: '9999_later.sql', checksum: 'x' });
    writeFileSync(file, JSON.stringify(manifest));
    await assert.rejects(restore(config, target.url, folder, { force: true }), /9999_later\.sql/);
  });
});

/** Every row of every table, as text. */
async function contents(pool: ReturnType<typeof connectDatabase>['pool']): Promise<Record<string, string[]>> {
  const client = await pool.connect();
  try {
    await client.query('begin; set local role parley_system');
    const found: Record<string, string[]> = {};
    for (const table of ['companies', 'folders', 'labels', 'candidates', 'applications', 'folder_counts', 'users']) {
      const { rows } = await client.query(`select t::text as row from ${table} t order by 1`);
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
