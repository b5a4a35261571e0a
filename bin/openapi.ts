/** Writes openapi.json from the routes, and web/api/schema.d.ts from that; with --check fails where they are out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { startTestApp } from '#test/app.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const test = await startTestApp();
try {
  const document = test.app.swagger();
  const json = `${JSON.stringify(document, null, 2)}\n`;
  const banner = '// Generated from openapi.json by bin/openapi.ts. Do not edit.\n';
  const types = banner + astToString(await openapiTS(JSON.parse(json)));
  const stale = [write('openapi.json', json), write('web/api/schema.d.ts', types)];
  if (check && stale.includes(true)) {
    console.error(
      'openapi.json or web/api/schema.d.ts is out of date: run "node bin/openapi.ts" and commit what it writes.',
    );
    process.exitCode = 1;
  }
} finally {
  await test.close();
}

function write(name: string, content: string): boolean {
  const file = join(root, name);
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {}
  if (before === content) return false;
  if (!check) writeFileSync(file, content);
  return true;
}
