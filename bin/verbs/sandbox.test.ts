import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, it } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { countRows, createHiring } from '#test/applicants.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp();
  await createHiring(test.db, { name: 'Harbour' });
});
after(() => test.close());

function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: test.databaseUrl,
    PARLEY_SECRET: 'x'.repeat(32),
    PUBLIC_URL: 'http://localhost',
  };
  const program = new URL('../parley.ts', import.meta.url).pathname;
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const send = (...more: string[]) =>
  parley('sandbox', 'send', '--from', '+63 917 123 4567', '--text', 'Hello', '--json', ...more);

it('sandbox send writes as a candidate', async () => {
  const { code, out } = await send('--channel', 'whatsapp', '--name', 'Ana Reyes');
  assert.equal(code, 0, out);
  assert.equal(typeof JSON.parse(out).id, 'number');
  assert.equal(await countRows(test.db, 'inbound_events'), 1);
});

it('sandbox send says what it can not do', async () => {
  const errorOf = async (...more: string[]) => {
    const { code, out } = await send(...more);
    assert.equal(code, 1);
    return JSON.parse(out).error.message;
  };
  assert.match(await errorOf('--channel', 'pigeon'), /--channel is one of sms, whatsapp, .*, not "pigeon"/);
  assert.match(await errorOf('--channel', 'sms', '--text', ' '), /--text is empty/);
  await createHiring(test.db, { name: 'Other' });
  assert.match(await errorOf('--channel', 'sms'), /Say with --company .*"Harbour", "Other"/);
  assert.equal(await countRows(test.db, 'inbound_events'), 1);
});
