import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './lock.ts';
import type { SystemUser } from './system-user.ts';

/** Where one cluster lives; all paths are real paths, so that a process can be told by its `-D`. */
export type Place = { native: string; home: string; data: string; log: string };

/** After a hard stop PostgreSQL first replays what it had written ahead, which may take minutes. */
const startTimeoutMs = 600_000;
const stopTimeoutMs = 120_000;
const tellAfterMs = 5_000;
const keptLogBytes = 20_000_000;

/** The PostgreSQL that runs on this place; waits where it is still starting. Null where none does. */
export async function findRunning(place: Place): Promise<{ pid: number; port: number } | null> {
  const deadline = Date.now() + startTimeoutMs;
  for (let found = readPidFile(place); found; found = readPidFile(place)) {
    if (!isPostmaster(found.pid, place)) {
      // PostgreSQL clears up after a dead process itself, and more carefully; not where the number is another's by now.
      if (!found.pid || isAlive(found.pid)) rmSync(join(place.data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.ready) return found;
    if (Date.now() > deadline)
      throw new Error(`A PostgreSQL (process ${found.pid}) holds ${place.data} but does not become ready.`);
    await wait(50);
  }
  return null;
}

/** Starts the server in a session of its own, out of reach of our terminal's signals; resolves when it takes connections. */
export async function launch(
  place: Place,
  user: SystemUser | null,
  settings: Record<string, string>,
  tell: (line: string) => void,
): Promise<number> {
  const child = spawnServer(place, user, settings);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
  });
  const began = Date.now();
  let told = false;
  while (Date.now() - began < startTimeoutMs && !ended) {
    const found = readPidFile(place);
    if (found?.ready && found.pid === child.pid) return found.pid;
    if (!told && Date.now() - began > tellAfterMs) {
      told = true;
      tell('PostgreSQL is still starting; after a hard stop it first recovers what was written last.');
    }
    await wait(15);
  }
  throw new Error(
    `The embedded PostgreSQL did not start: ${ended ?? 'it took too long'}. The end of ${place.log}:\n${logTail(place)}`,
  );
}

/** A fast shutdown: running transactions are rolled back, everything committed is on disk when this resolves. */
export async function stopServer(place: Place, pid: number): Promise<void> {
  if (!isPostmaster(pid, place)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopTimeoutMs;
  while (isPostmaster(pid, place)) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${pid}) does not stop. The end of ${place.log}:\n${logTail(place)}`);
    await wait(15);
  }
}

function spawnServer(place: Place, user: SystemUser | null, settings: Record<string, string>) {
  if ((statSync(place.log, { throwIfNoEntry: false })?.size ?? 0) > keptLogBytes)
    renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, 'a', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.data, ...options], {
    ...user,
    cwd: place.home,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

/** Its lines: process, data directory, start time, port, socket directory, address, shared memory, state. */
function readPidFile(place: Place): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** After a restart of the machine or the container the number in the file may be anybody's, another PostgreSQL's too. */
export function isPostmaster(pid: number, place: Place): boolean {
  if (!pid || !isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  return commandLine(pid).includes(`postgres -D ${place.data} -c `);
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function logTail(place: Place): string {
  return existsSync(place.log) ? readFileSync(place.log, 'utf8').trimEnd().split('\n').slice(-12).join('\n') : '';
}
