import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { connectDatabase, type Database, withSystem } from '#platform/db.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { createRecruiting, type Recruiting } from '#test/intake.ts';
import { waitUntil } from '#test/wait-until.ts';

let database: TestDatabase;
let db: Database;
let recruiting: Recruiting;
const directory = mkdtempSync(join(tmpdir(), 'parley-killed-'));
let child: ChildProcess | undefined;

before(async () => {
  database = await createTestDatabase();
  db = connectDatabase(database.url, { max: 2 });
  recruiting = await createRecruiting(db);
  await withSystem(db, (trx) =>
    trx.updateTable('message_templates').set({ enabled: false }).where('channel', '=', 'email').execute(),
  );
});
after(async () => {
  child?.kill('SIGKILL');
  await db.close();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

async function start(role: 'web' | 'all'): Promise<string> {
  const started = spawn(process.execPath, [join(import.meta.dirname, '../../../test/support/serve.ts'), role], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PARLEY_DATA: directory,
      PARLEY_SECRET: 'a secret that is the same for both processes',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  for await (const line of createInterface({ input: started.stdout as NodeJS.ReadableStream }))
    if (line.startsWith('http')) return line.replace('localhost', '127.0.0.1');
  throw new Error('The program did not start.');
}

const total = 2000;
const killedAfter = [500, 1200];

test('what was answered with 201 is there after kill -9, each with exactly one invitation sent', async () => {
  const accepted = new Map<number, string>();
  let url = await start('web');
  let next = 0;
  let kills = 0;
  let restarting: Promise<void> | null = null;

  async function restart(): Promise<void> {
    const killed = child as ChildProcess;
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
    url = await start('web');
    restarting = null;
  }

  async function connection(): Promise<void> {
    while (next < total) {
      const number = next++;
      const phone = `+63917${1_000_000 + number}`;
      await restarting;
      const answer = await post(url, recruiting, {
        first_name: `N${number}`,
        last_name: 'Test',
        user_phone_number: phone,
      });
      if (answer) accepted.set(answer.id, phone);
      if (kills < killedAfter.length && accepted.size >= (killedAfter[kills] ?? 0)) {
        kills++;
        restarting = restart();
      }
    }
  }
  await Promise.all(Array.from({ length: 12 }, connection));
  await restarting;
  assert.equal(kills, killedAfter.length);
  assert.ok(accepted.size > total * 0.9, `${accepted.size} of ${total} were accepted`);

  const served = child as ChildProcess;
  const ended = once(served, 'exit');
  served.kill('SIGTERM');
  await ended;
  await start('all');
  await waitUntil(async () => (await count('outbox')) === 0, 30_000);
  const { rows } = await withSystem(db, (trx) =>
    sql<{ id: number; invitations: number; sent: number; to: string }>`
      select a.id, count(distinct m.id)::int as invitations, count(s.id)::int as sent, min(s.to_address) as to
      from applications a
      left join messages m on m.company_id = a.company_id and m.application_id = a.id and m.purpose = 'invitation'
      left join sandbox_messages s on s.company_id = m.company_id and s.message_id = m.id
      group by a.id`.execute(trx),
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  for (const [id, phone] of accepted) assert.deepEqual(stored.get(id), { id, invitations: 1, sent: 1, to: phone });
  // One that was stored while its answer got lost is as whole as the others.
  for (const row of rows) assert.deepEqual([row.invitations, row.sent], [1, 1]);
});

async function post(
  url: string,
  { campaignId, key, secret }: Recruiting,
  invitation: object,
): Promise<{ id: number } | null> {
  try {
    const response = await fetch(`${url}/api/talkpush_services/campaigns/${campaignId}/campaign_invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: key, api_secret: secret, campaign_invitation: invitation }),
    });
    const body = (await response.json()) as { id: number };
    return response.status === 201 ? body : null;
  } catch {
    return null;
  }
}

async function count(table: 'outbox'): Promise<number> {
  const row = await withSystem(db, (trx) =>
    trx
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  );
  return row.n;
}
