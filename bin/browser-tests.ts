/**
 * Runs the browser tests; arguments are Playwright's. Where no Chromium is found and the system's package manager is
 * there to be used, it is fetched first; otherwise the tests are skipped with a word, except in CI, where that fails.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const chromium = (process.env.CHROMIUM || find()) ?? (fetched() ? find() : undefined);
if (chromium) {
  const playwright = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: chromium },
  });
  process.exitCode = status ?? 1;
} else {
  console.log('The browser tests are skipped: there is no Chromium. Install it, or name it by CHROMIUM=/path/to/it.');
  process.exitCode = process.env.CI ? 1 : 0;
}

function find(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...places, ...elsewhere].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** From Debian's packages, which only root can install. */
function fetched(): boolean {
  if (process.getuid?.() !== 0) return false;
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium');
}
