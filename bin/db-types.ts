/** Writes db/schema.sql and db/types.ts from a freshly migrated database; with --check fails where they are out of date. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpSchema } from '#platform/postgres/dump.ts';
import { createTestDatabase } from '#test/database.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const database = await createTestDatabase();
try {
  const stale = [
    await write('db/schema.sql', await dumpSchema(database.url)),
    await write('db/types.ts', generateTypes(database.url)),
  ];
  if (check && stale.includes(true)) {
    console.error('db/schema.sql or db/types.ts is out of date: run "node bin/db-types.ts" and commit what it writes.');
    process.exitCode = 1;
  }
} finally {
  await database.drop();
}

function generateTypes(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-types-'));
  const file = join(folder, 'types.ts');
  const options = ['--dialect', 'postgres', '--exclude-pattern', 'schema_migrations', '--log-level', 'error'];
  const mapping = JSON.stringify({ int8: 'number', citext: 'string' });
  try {
    execFileSync(process.execPath, [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--url',
      url,
      '--out-file',
      file,
      '--type-mapping',
      mapping,
      ...options,
    ]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(name: string, content: string): Promise<boolean> {
  const file = join(root, name);
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {}
  if (before === content) return false;
  if (!check) writeFileSync(file, content);
  return true;
}
