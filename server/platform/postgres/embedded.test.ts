import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { testSettings } from '#test/database.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts';

let directory: string;
let current: EmbeddedPostgres;

const start = () => startEmbedded({ directory, settings: testSettings });

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'parley-embedded-'));
  current = await start();
});

after(async () => {
  await current.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** 0 while it is replaced. */
function serverId(): number {
  const file = join(directory, 'cluster', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
}

const answers = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the role of the url owns its database and is no superuser', async () => {
  const [role] = await ask(
    current.url,
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding
     from pg_roles join pg_database on datname = current_database() where rolname = current_user`,
  );
  assert.deepEqual(role, {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: true,
    rolcreatedb: true,
    owner: 'parley',
    encoding: 'UTF8',
  });
});

test('a wrong password is refused, and the right one lies where only its owner reads it', async () => {
  const wrong = new URL(current.url);
  wrong.password = 'wrong';
  await assert.rejects(ask(wrong.href, 'select 1'), /password authentication failed/);
  assert.equal(statSync(join(directory, 'password')).mode & 0o777, 0o600);
});

test('nothing listens outside of 127.0.0.1', async () => {
  const port = Number(new URL(current.url).port);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.address !== '127.0.0.1' && !address.address.startsWith('fe80'));
  for (const { address } of others) {
    const probe = createServer();
    probe.listen(port, address);
    await once(probe, 'listening');
    probe.close();
  }
  const [row] = await ask(asSuperuser(current.url), `select current_setting('unix_socket_directories') as sockets`);
  assert.equal(row?.sockets, '');
});

test('a second start adopts the server that runs', async () => {
  const second = await start();
  assert.equal(second.adopted, true);
  assert.equal(second.url, current.url);
});

test('after a stop the next start finds the same data on the same port', async () => {
  await ask(current.url, 'create table kept as select 7 as value');
  const { url } = current;
  await current.stop();
  await assert.rejects(ask(url, 'select 1'), /ECONNREFUSED/);
  current = await start();
  assert.equal(current.adopted, false);
  assert.equal(current.url, url);
  assert.deepEqual(await ask(url, 'select value from kept'), [{ value: 7 }]);
});

test('the server outlives a program killed hard and is adopted by the next', async () => {
  await current.stop();
  const program = spawn(process.execPath, ['--input-type=module', '-e', startAndHang()], { cwd: import.meta.dirname });
  const [line] = (await once(program.stdout, 'data')) as [Buffer];
  program.kill('SIGKILL');
  await once(program, 'exit');
  current = await start();
  assert.equal(current.adopted, true);
  assert.equal(current.url, String(line).trim());
  assert.equal((await ask(current.url, 'select 1')).length, 1);
});

test('programs that start together share one server', async () => {
  await current.stop();
  const started = await Promise.all([start(), start(), start()]);
  assert.deepEqual(started.map((one) => one.adopted).sort(), [false, true, true]);
  assert.equal(new Set(started.map((one) => one.url)).size, 1);
  current = started[0];
});

test('a server killed hard leaves a stale process id, which the next start passes over', async () => {
  const file = join(directory, 'cluster', 'postmaster.pid');
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await current.stop();
  const left = readFileSync(file, 'utf8');
  assert.match(left, /ready/);
  current = await start();
  assert.equal(current.adopted, false);
  assert.deepEqual(await ask(current.url, 'select value from kept'), [{ value: 7 }]);
});

test('a guarded server that is killed hard, and once more, is there again at its address with its data', async () => {
  const end = current.guard();
  for (const round of [1, 2]) {
    const before = serverId();
    process.kill(before, 'SIGKILL');
    await waitUntil(async () => serverId() !== before && (await answers(current.url)), 20_000);
    assert.deepEqual(await ask(current.url, 'select value from kept'), [{ value: 7 }], `kill ${round}`);
  }
  await end();
  await current.stop();
  await assert.rejects(ask(current.url, 'select 1'), /ECONNREFUSED/);
  current = await start();
});

test('a process id that belongs to another program by now is passed over', async () => {
  const file = join(directory, 'cluster', 'postmaster.pid');
  const content = readFileSync(file, 'utf8');
  await current.stop();
  writeFileSync(file, content.replace(/^\d+/, String(process.pid)));
  current = await start();
  assert.equal(current.adopted, false);
  assert.equal((await ask(current.url, 'select 1')).length, 1);
});

test('a lock left by a program that died while starting holds nobody up', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  writeFileSync(join(directory, 'starting'), String(dead.pid));
  assert.equal((await start()).adopted, true);
});

test('a database whose password is missing is left alone, with words on what to do', async () => {
  const file = join(directory, 'password');
  const password = readFileSync(file, 'utf8');
  rmSync(file);
  await assert.rejects(start(), /holds a database, but the password to it/);
  writeFileSync(file, password, { mode: 0o600 });
  assert.equal((await start()).url, current.url);
});

test('a server that can not start says why', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  await current.stop();
  await assert.rejects(startEmbedded({ directory, port, settings: testSettings }), /Address already in use/);
  taken.close();
  current = await start();
});

test('data below a folder that only we may enter: a server that can not run as us keeps them elsewhere and says where', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'parley-closed-'));
  const told: string[] = [];
  const server = await startEmbedded({
    directory: join(closed, 'data'),
    settings: testSettings,
    log: (line) => told.push(line),
  });
  const [row] = await ask(asSuperuser(server.url), `select current_setting('data_directory') as place`);
  await server.stop();
  const home = dirname(row?.place as string);
  rmSync(home, { recursive: true });
  rmSync(closed, { recursive: true });
  if (process.getuid?.() === 0) assert.ok(told.length === 1 && told[0]?.includes(home), told.join());
  else assert.deepEqual([home, told], [join(closed, 'data'), []]);
});

function asSuperuser(url: string): string {
  const copy = new URL(url);
  copy.username = 'postgres';
  return copy.href;
}

function startAndHang(): string {
  return `
    import { startEmbedded } from './embedded.ts';
    const { url } = await startEmbedded(${JSON.stringify({ directory, settings: testSettings })});
    console.log(url);
    setInterval(() => {}, 1000);`;
}
