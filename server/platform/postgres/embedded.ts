import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { randomToken } from '../crypto.ts';
import { copyBinaries, findBinaries } from './binaries.ts';
import { withLockFile } from './lock.ts';
import { findRunning, isPostmaster, launch, type Place, stopServer } from './postmaster.ts';
import { canReach, postgresUser, type SystemUser } from './system-user.ts';

const run = promisify(execFile);

export type EmbeddedPostgres = {
  /** As the role `parley`: owner of the database `parley`, no superuser. */
  readonly url: string;
  /** It was running already, started by another process; whether to stop it is the caller's choice. */
  readonly adopted: boolean;
  /**
   * From now on a server that has died is started again, at the same address: the machine may run out of memory, and the
   * program goes on without being started anew. What is returned ends that.
   */
  guard(): () => Promise<void>;
  /** A fast shutdown, also of an adopted one; resolves when the server is gone. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Where the cluster lives; made on the first start. */
  directory: string;
  /** A fixed TCP port; otherwise the one of last time where it is free, else any. */
  port?: number;
  /** Server settings on top of our own, such as `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
  /** Is told what an operator should know, a line at a time. */
  log?: (line: string) => void;
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
  // Details of an error ("Key (email)=(…) already exists") and statements may hold personal data.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

const outOfReach = '/var/lib/parley';

/**
 * Starts the PostgreSQL that npm brought along, or adopts the one that already runs on this directory (a program killed
 * hard leaves it running). It listens on 127.0.0.1 alone and does not hear our signals: it ends by `stop`, after us.
 * Processes that start together on one directory share one server. Throws with the end of the server's log.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const tell = options.log ?? (() => {});
  const user = postgresUser();
  const place = findPlace(resolve(options.directory), user, tell);
  const starting = join(place.home, 'starting');
  return withLockFile(starting, async () => {
    const settings = { ...baseSettings, ...options.settings };
    const password = await ensureCluster(place, user, settings.fsync !== 'off');
    const running = await findRunning(place);
    const port = running?.port ?? options.port ?? (await freePort(readKept(place.home, 'port')));
    const launched = () => launch(place, user, { ...settings, port: String(port) }, tell);
    let pid = running?.pid ?? (await launched());
    writeFileSync(join(place.home, 'port'), String(port));
    const url = await ensureDatabase(port, password);
    const look = async () => {
      if (isPostmaster(pid, place)) return;
      tell('PostgreSQL has died and is started again.');
      pid = await withLockFile(starting, async () => (await findRunning(place))?.pid ?? (await launched()));
    };
    return { url, adopted: running !== null, guard: () => guard(look, tell), stop: () => stopServer(place, pid) };
  });
}

const lookEveryMs = 1000;

/** What is left of the dead server may keep a new one from starting for a moment: then the next look has it. */
function guard(look: () => Promise<void>, tell: (line: string) => void): () => Promise<void> {
  let ended = false;
  let looking = Promise.resolve();
  const lookAgain = () => {
    looking = looking.then(() => (ended ? undefined : look())).catch((error: Error) => tell(error.message));
  };
  const timer = setInterval(lookAgain, lookEveryMs).unref();
  return () => {
    ended = true;
    clearInterval(timer);
    return looking;
  };
}

/** As root, with the program or its data below a folder that only root may enter, both move to where another user can go. */
function findPlace(directory: string, user: SystemUser | null, tell: (line: string) => void): Place {
  let { native, version } = findBinaries();
  let home = directory;
  if (user && !canReach(user, dirname(directory))) {
    home = join(outOfReach, createHash('sha256').update(directory).digest('hex').slice(0, 12));
    tell(
      `PostgreSQL can not run as root, and the user it runs as can not enter ${dirname(directory)}: its data are in ${home}. ` +
        'Back that folder up as well, or choose a data folder that other users may enter.',
    );
  }
  if (user && !canReach(user, native)) {
    openFolder(outOfReach);
    native = copyBinaries(native, version, outOfReach);
  }
  if (user) openFolder(dirname(home));
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  home = realpathSync(home);
  return { native, home, data: join(home, 'cluster'), log: join(home, 'postgres.log') };
}

/** Makes what is missing on the way, such that other users can walk through whatever our umask is. */
function openFolder(path: string): void {
  if (existsSync(path)) return;
  openFolder(dirname(path));
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}

/** Makes the cluster where there is none yet; returns the password of its two roles. Never touches one that is there. */
async function ensureCluster(place: Place, user: SystemUser | null, durable: boolean): Promise<string> {
  const file = join(place.home, 'password');
  if (existsSync(join(place.data, 'PG_VERSION'))) {
    const kept = readKept(place.home, 'password');
    if (kept) return kept;
    throw new Error(
      `${place.data} holds a database, but the password to it, the file ${file}, is missing. ` +
        'Put that file back, or move the folder away to begin with an empty database.',
    );
  }
  const password = randomToken(24);
  writeFileSync(file, password, { mode: 0o600, flush: true });
  if (user) chownSync(file, user.uid, user.gid);
  // Under another name until it is whole: an interrupted first start leaves nothing that looks like a cluster.
  const draft = `${place.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  const options = ['-D', draft, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  if (!durable) options.push('--no-sync');
  await run(join(place.native, 'bin', 'initdb'), [...options, '-A', 'scram-sha-256', '--pwfile', file], {
    ...user,
    cwd: place.home,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  }).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`The embedded PostgreSQL could not be set up in ${place.data}: ${error.stderr || error.message}`);
  });
  renameSync(draft, place.data);
  return password;
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
