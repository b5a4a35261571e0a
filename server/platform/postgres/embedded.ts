import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { randomToken } from '../crypto.ts';
import { copyBinaries, findBinaries } from './binaries.ts';
import { canReach, postgresUser, type SystemUser } from './system-user.ts';

const run = promisify(execFile);

export type EmbeddedPostgres = {
  /** As the role `parley`: owner of the database `parley`, no superuser. */
  readonly url: string;
  /** It was running already, started by another process of ours; who adopts does not stop. */
  readonly adopted: boolean;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Where the cluster lives; made on the first start. */
  directory: string;
  /** Server settings on top of our own, such as `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
};

const baseSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  wal_compression: 'pglz',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  jit: 'off',
  logging_collector: 'off',
};

const startTimeoutMs = 60_000;
const outOfReach = '/var/lib/parley';

/**
 * Starts the PostgreSQL that npm brought along, or adopts the one that already runs on this directory (a program killed
 * hard leaves it running). It listens on 127.0.0.1 alone and does not hear our signals: it ends by `stop`, after us.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = postgresUser();
  const place = findPlace(resolve(options.directory), user);
  const password = ensureCluster(place, user);
  await password;
  const running = await readRunning(place.data);
  if (running) {
    const url = await ensureDatabase(running.port, await password);
    return { url, adopted: true, stop: () => stop(place, running.pid) };
  }
  const port = await freePort(readKept(place.home, 'port'));
  writeFileSync(join(place.home, 'port'), String(port));
  const pid = await launch(place, user, { ...baseSettings, ...options.settings, port: String(port) });
  const url = await ensureDatabase(port, await password);
  return { url, adopted: false, stop: () => stop(place, pid) };
}

type Place = { native: string; home: string; data: string; log: string };

/** As root, with the program or its data below a folder that only root may enter, both move to where another user can go. */
function findPlace(directory: string, user: SystemUser | null): Place {
  let { native, version } = findBinaries();
  let home = directory;
  if (user && !canReach(user, directory)) {
    home = join(outOfReach, createHash('sha256').update(directory).digest('hex').slice(0, 12));
  }
  if (user && !canReach(user, native)) native = copyBinaries(native, version, outOfReach);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  return { native, home, data: join(home, 'cluster'), log: join(home, 'postgres.log') };
}

/** Makes the cluster where there is none yet; returns the password of its two roles. */
async function ensureCluster(place: Place, user: SystemUser | null): Promise<string> {
  const file = join(place.home, 'password');
  const kept = readKept(place.home, 'password');
  if (kept && existsSync(join(place.data, 'PG_VERSION'))) return kept;
  // Neither is there without the other unless an earlier first start was interrupted: nothing is in it yet.
  rmSync(place.data, { recursive: true, force: true });
  const password = randomToken(24);
  writeFileSync(file, password, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
  const options = ['-D', place.data, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  await run(join(place.native, 'bin', 'initdb'), [...options, '-A', 'scram-sha-256', '--pwfile', file, '-N'], {
    ...asUser(user),
    cwd: place.home,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  }).catch((error: { stderr?: string; message: string }) => {
    rmSync(place.data, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not be set up in ${place.data}: ${error.stderr || error.message}`);
  });
  return password;
}

/** The first lines of postmaster.pid: pid, data directory, start time, port, socket directory, address, shared memory, state. */
async function readRunning(data: string): Promise<{ pid: number; port: number } | null> {
  const file = join(data, 'postmaster.pid');
  const deadline = Date.now() + startTimeoutMs;
  while (existsSync(file)) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!pid || !isPostgres(pid)) {
      rmSync(file, { force: true });
      return null;
    }
    if (lines[7]?.trim() === 'ready') return { pid, port: Number(lines[3]) };
    if (Date.now() > deadline)
      throw new Error(`A PostgreSQL (process ${pid}) holds ${data} but does not become ready.`);
    await wait(50);
  }
  return null;
}

/** After a restart of the machine the number in the file may be anybody's. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

async function launch(place: Place, user: SystemUser | null, settings: Record<string, string>): Promise<number> {
  const log = openSync(place.log, 'a', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.data, ...options], {
    ...asUser(user),
    cwd: place.home,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code) => {
    ended ??= `it ended with code ${code}`;
  });
  const deadline = Date.now() + startTimeoutMs;
  const file = join(place.data, 'postmaster.pid');
  while (Date.now() < deadline && !ended) {
    if (existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready') return child.pid as number;
    await wait(15);
  }
  const tail = existsSync(place.log) ? readFileSync(place.log, 'utf8').split('\n').slice(-12).join('\n') : '';
  throw new Error(`The embedded PostgreSQL did not start: ${ended ?? 'it took too long'}.\n${tail}`);
}

async function stop(place: Place, pid: number): Promise<void> {
  const file = join(place.data, 'postmaster.pid');
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  const deadline = Date.now() + startTimeoutMs;
  while (existsSync(file) && isPostgres(pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
    await wait(20);
  }
}

/** The role and the database of the program; both are there after the first start. */
async function ensureDatabase(port: number, password: string): Promise<string> {
  const superuser = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await superuser.connect();
  try {
    const { rows } = await superuser.query(
      `select exists (select from pg_roles where rolname = 'parley') as role, exists (select from pg_database where datname = 'parley') as database`,
    );
    if (!rows[0].role)
      await superuser.query(`create role parley login createrole createdb password ${pg.escapeLiteral(password)}`);
    if (!rows[0].database) await superuser.query('create database parley owner parley');
  } finally {
    await superuser.end();
  }
  return `postgres://parley:${password}@127.0.0.1:${port}/parley`;
}

function asUser(user: SystemUser | null): Partial<SystemUser> {
  return user ?? {};
}

function readKept(home: string, name: string): string | undefined {
  const file = join(home, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** The port of last time where it is still free, so that an operator's tools find the database again. */
async function freePort(preferred: string | undefined): Promise<number> {
  for (const port of [Number(preferred ?? 0), 0]) {
    const free = await new Promise<number | null>((done) => {
      const probe = createServer();
      probe.once('error', () => done(null));
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => done(typeof address === 'object' && address ? address.port : null));
      });
    });
    if (free) return free;
  }
  throw new Error('No free TCP port was found for the embedded PostgreSQL.');
}
