import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type SystemUser = { uid: number; gid: number };

/** PostgreSQL refuses to run as root; then it runs as this user. Null where we are no root: it runs as ourselves. */
export function postgresUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const existing = findUser('postgres') ?? findUser('parley-postgres');
  if (existing) return existing;
  const [command, ...options] = existsSync('/usr/sbin/useradd')
    ? ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'parley-postgres']
    : ['adduser', '-S', '-D', '-H', 'parley-postgres'];
  execFileSync(command as string, options, { stdio: 'ignore' });
  const made = findUser('parley-postgres');
  if (!made)
    throw new Error(
      'PostgreSQL can not run as root, and no system user could be made for it. Start Parley as an ordinary user.',
    );
  return made;
}

/** Whether this user can walk down to the folder: every folder above it lets others through. */
export function canReach(user: SystemUser, path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

function findUser(name: string): SystemUser | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
