/** For work on Parley: the server, started anew when its code changes, and Vite’s own server, which shows changed pages at once. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const watched = ['--watch-path=server', '--watch-path=db', '--watch-preserve-output'];
const children = [
  spawn(process.execPath, [...watched, 'bin/parley.js', 'start'], { cwd: root, stdio: 'inherit' }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { cwd: root, stdio: 'inherit' }),
];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => endAll(signal));
for (const child of children) child.once('exit', () => endAll('SIGTERM'));

function endAll(signal: NodeJS.Signals): void {
  for (const child of children) if (child.exitCode === null) child.kill(signal);
}
