import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { randomToken } from '../crypto.ts';

/**
 * Runs the work while no other process runs work under the same file. A holder that died is noticed by its process id,
 * so nothing waits for a lock that nobody holds.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!take(file)) {
    breakIfAbandoned(file);
    await wait(25);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Whether a process with this id lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linking a finished file puts name and content there in one step: nobody ever reads a lock without its holder. */
function take(file: string): boolean {
  const draft = `${file}.${randomToken(6)}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function breakIfAbandoned(file: string): void {
  const holder = readHolder(file);
  if (holder === null || isAlive(holder)) return;
  const aside = `${file}.${randomToken(6)}`;
  try {
    renameSync(file, aside);
    // Between reading and renaming another process may have broken the old lock and taken a new one: that one goes back.
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
