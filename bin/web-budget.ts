// Weighs what a page loads before it can be used, from the build in dist/web. Exits 1 when a page is over its budget.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

/** `needs` are the modules, by source, that the page asks for at once although they are separate files. */
interface Page {
  name: string;
  entry: string;
  needs: string[];
  budget: number;
}

const kilobyte = 1_000;
const web = resolve(import.meta.dirname, '../web');
const built = resolve(import.meta.dirname, '../dist/web');

const pages: Page[] = [
  {
    name: 'Recruiters’ app, home',
    entry: 'recruiter/index.html',
    needs: ['i18n/en.ts', 'recruiter/frame/frame.tsx', 'recruiter/home/home-screen.tsx'],
    budget: 300 * kilobyte,
  },
  { name: 'Candidate’s chat', entry: 'candidate/chat/index.html', needs: [], budget: 60 * kilobyte },
  { name: 'Shared candidate', entry: 'candidate/shared/index.html', needs: [], budget: 60 * kilobyte },
];

const widgetBudget = 15 * kilobyte;

const manifest = readManifest();
const results = [...pages.filter(({ entry }) => existsSync(`${web}/${entry}`)).map(weigh), weighWidget()];
console.table(Object.fromEntries(results.map(({ name, ...figures }) => [name, figures])));
process.exitCode = results.every(({ verdict }) => verdict === 'ok') ? 0 : 1;

function readManifest(): Record<string, Chunk> {
  const path = `${built}/.vite/manifest.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
  console.error('There is no build to weigh: dist/web/.vite/manifest.json is missing. Run `npx vite build` first.');
  process.exit(1);
}

function weigh({ name, entry, needs, budget }: Page) {
  const missing = [entry, ...needs].find((source) => !manifest[source]);
  if (missing) {
    return { name, script: '', style: '', total: '', budget: kB(budget), verdict: `not in the build: web/${missing}` };
  }
  const files = new Set<string>();
  for (const source of [entry, ...needs]) collect(source, files);
  const script = gzipped([...files].filter((file) => file.endsWith('.js')));
  const style = gzipped([...files].filter((file) => file.endsWith('.css')));
  return judge(name, script, style, budget);
}

function weighWidget() {
  return judge('Web chat on careers sites', gzipped(['widget.js']), 0, widgetBudget);
}

function judge(name: string, script: number, style: number, budget: number) {
  const total = script + style;
  const verdict = total <= budget ? 'ok' : `over by ${kB(total - budget)}`;
  return { name, script: kB(script), style: kB(style), total: kB(total), budget: kB(budget), verdict };
}

/** Adds the files of a chunk and of all that it imports before it runs. */
function collect(source: string, files: Set<string>): void {
  const chunk = manifest[source];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of chunk.css ?? []) files.add(file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

function gzipped(files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(`${built}/${file}`), { level: 9 }).length, 0);
}

function kB(bytes: number): string {
  return `${(bytes / kilobyte).toFixed(1)} kB`;
}
