import { accessSync, constants, mkdirSync, statfsSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import nodemailer from 'nodemailer';
import { blobStore, newBlobKey } from './blobs/store.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import { outboxState } from './http/metrics.ts';
import { findPending, readMigrations } from './postgres/migrate.ts';
import type { Services } from './services.ts';

export type Finding = { check: string; ok: boolean; detail: string };

const gigabyte = 1024 ** 3;
const extensions = ['btree_gin', 'citext', 'pg_trgm', 'unaccent'];

/** Runs one check; what it throws is what it found wrong. */
export async function examine(check: string, look: () => string | Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, detail: await look() };
  } catch (error) {
    return { check, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What can be checked without a database. */
export async function examineMachine(config: Config): Promise<Finding[]> {
  return [
    await examine('Node.js', checkNode),
    await examine('data folder', () => checkDataFolder(config.dataDirectory)),
    await examine('disk space', () => checkSpace(config.dataDirectory)),
    await examine('files', () => checkBlobs(config)),
    await examine('e-mail', () => checkMail(config)),
  ];
}

export async function examineDatabase(services: Pick<Services, 'db'>): Promise<Finding[]> {
  return [
    await examine('database', () => checkVersion(services.db)),
    await examine('extensions and roles', () => checkParts(services.db)),
    await examine('migrations', () => checkMigrations(services.db)),
    await examine('clock', () => checkClock(services.db)),
  ];
}

export async function examineQueues(services: Services): Promise<Finding[]> {
  return [
    await examine('jobs', async () => {
      const dead = (await services.jobs.deadLetters()).length;
      if (dead > 0)
        throw new Error(`${dead} were given up; "parley jobs list" shows why, "parley jobs redrive" tries again`);
      return 'none was given up';
    }),
    await examine('messages to send', async () => {
      const channels = await outboxState(services);
      const waiting = channels.reduce((sum, channel) => sum + channel.waiting, 0);
      const oldest = Math.round(Math.max(0, ...channels.map((channel) => channel.oldestSeconds)));
      if (oldest > 600) throw new Error(`${waiting} wait, one since ${oldest} seconds: does a worker run?`);
      return `${waiting} wait`;
    }),
  ];
}

function checkNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) throw new Error(`${process.versions.node}; 22.18 or newer is needed`);
  return process.versions.node;
}

function checkDataFolder(directory: string): string {
  mkdirSync(directory, { recursive: true });
  accessSync(directory, constants.R_OK | constants.W_OK);
  const secret = statSync(`${directory}/secret`, { throwIfNoEntry: false });
  if (secret && process.platform !== 'win32' && (secret.mode & 0o077) !== 0)
    throw new Error(`${directory}/secret can be read by other users: chmod 600 it`);
  return directory;
}

function checkSpace(directory: string): string {
  const { bavail, bsize } = statfsSync(directory);
  const free = (bavail * bsize) / gigabyte;
  if (free < 1) throw new Error(`only ${free.toFixed(1)} GB are free; keep at least 1 GB`);
  return `${free.toFixed(0)} GB free`;
}

async function checkBlobs(config: Config): Promise<string> {
  const store = blobStore(config.blobs);
  const key = newBlobKey(0);
  const content = Buffer.from('written by the doctor');
  await store.put(key, content, { contentType: 'text/plain', maxBytes: 100 });
  try {
    const found = await store.get(key);
    if (!found || !content.equals(await buffer(found.stream)))
      throw new Error('what was written could not be read again');
  } finally {
    await store.delete(key);
  }
  return config.blobs.kind === 's3' ? `S3 bucket ${config.blobs.bucket}` : config.blobs.directory;
}

async function checkMail(config: Config): Promise<string> {
  if (!config.smtpUrl) return 'no SMTP_URL: mails go to the sandbox';
  const server = new URL(config.smtpUrl).host;
  const transport = nodemailer.createTransport({
    url: config.smtpUrl,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 5000,
  });
  try {
    await transport.verify();
  } catch (error) {
    throw new Error(`${server} does not take mail: ${(error as Error).message}`);
  } finally {
    transport.close();
  }
  return server;
}

async function checkVersion(db: Database): Promise<string> {
  const { rows } = await db.pool.query(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  if (rows[0].number < 180_000) throw new Error(`PostgreSQL ${rows[0].version}; 18 or newer is needed`);
  return `PostgreSQL ${rows[0].version}`;
}

async function checkParts(db: Database): Promise<string> {
  const { rows } = await db.pool.query(
    `select array(select extname::text from pg_extension) as extensions,
       array(select rolname::text from pg_roles where rolname in ('parley_app', 'parley_system')
         and not rolsuper and not rolbypassrls and pg_has_role(current_user, oid, 'SET')) as roles`,
  );
  const lacking = extensions.filter((name) => !rows[0].extensions.includes(name));
  if (lacking.length > 0) throw new Error(`not installed: ${lacking.join(', ')}; run "parley migrate"`);
  if (rows[0].roles.length < 2)
    throw new Error(
      'the roles parley_app and parley_system are missing, too powerful, or not granted to the login role',
    );
  return [...extensions, ...rows[0].roles].join(', ');
}

async function checkMigrations(db: Database): Promise<string> {
  const client = await db.pool.connect();
  try {
    const all = readMigrations();
    const pending = await findPending(client, all);
    if (pending.length > 0)
      throw new Error(`${pending.map(({ name }) => name).join(', ')} not applied; run "parley migrate"`);
    return `${all.length} applied`;
  } finally {
    client.release();
  }
}

async function checkClock(db: Database): Promise<string> {
  const before = Date.now();
  const { rows } = await db.pool.query('select extract(epoch from clock_timestamp())::float8 * 1000 as now');
  const difference = Math.abs(rows[0].now - (before + Date.now()) / 2) / 1000;
  if (difference > 5)
    throw new Error(`differs from the database’s by ${difference.toFixed(0)} seconds; set both by NTP`);
  return `within ${Math.max(0.1, difference).toFixed(1)} s of the database’s`;
}
