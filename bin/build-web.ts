/** Builds the web pages into dist/web, each file also compressed beside itself. Run by itself it always builds. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/web');
/** Written last; its time is that of the build's beginning, as a source may be changed while it runs. */
const marker = join(built, '.built');
const compressed = /\.(js|css|html|svg|json|txt|webmanifest)$/;

/** Builds where there is no build or a source is newer, in a process of its own so that this one stays small. */
export async function buildWebWhereStale(tell: (line: string) => void): Promise<void> {
  if (!isStale()) return;
  tell('Building the web pages …');
  const child = spawn(process.execPath, [import.meta.filename], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`the web pages could not be built.\n${errors}`);
}

function isStale(): boolean {
  if (!existsSync(marker)) return true;
  const builtAt = statSync(marker).mtimeMs;
  const sources = globSync(['web/**/*', 'vite.config.ts', 'package-lock.json'], { cwd: root });
  return sources.some((file) => statSync(join(root, file)).mtimeMs > builtAt);
}

/** Into a folder of its own first: a server that runs goes on with the old files until the new ones are all there. */
async function buildWeb(): Promise<void> {
  const { build } = await import('vite');
  const startedAt = new Date();
  const fresh = `${built}-${process.pid}`;
  await build({
    root: join(root, 'web'),
    configFile: join(root, 'vite.config.ts'),
    build: { outDir: fresh },
    logLevel: 'warn',
  });
  // One classic script for the pages of other sites, under a name that stays.
  await build({
    root: join(root, 'web'),
    configFile: false,
    publicDir: false,
    build: {
      outDir: fresh,
      emptyOutDir: false,
      lib: {
        entry: join(root, 'web/widget/widget.ts'),
        name: 'parley',
        formats: ['iife'],
        fileName: () => 'widget.js',
      },
    },
    logLevel: 'warn',
  });
  compressFiles(fresh);
  writeFileSync(join(fresh, '.built'), '');
  utimesSync(join(fresh, '.built'), startedAt, startedAt);
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
}

function compressFiles(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !compressed.test(file) || statSync(file).size < 1024) continue;
    const content = readFileSync(file);
    const parameters = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: parameters }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

if (import.meta.main) await buildWeb();
