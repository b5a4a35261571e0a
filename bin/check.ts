/** Everything that can be said of the code without running the tests. Prints each check with its time; exits 1 if one fails. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const node = process.execPath;
const typescript = 'node_modules/tsc7/bin/tsc';

type Check = { name: string; command: string[]; fix: string };

const checks: Check[] = [
  { name: 'types of the server', command: [typescript, '-p', '.'], fix: '' },
  { name: 'types of the web app', command: [typescript, '-p', 'web'], fix: '' },
  { name: 'types of candidates’ pages', command: [typescript, '-p', 'web/candidate'], fix: '' },
  { name: 'types of the browser tests', command: [typescript, '-p', 'test/e2e'], fix: '' },
  {
    name: 'format',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
    fix: 'npx biome check --write .',
  },
  { name: 'lint, cycles and borders', command: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'], fix: '' },
  {
    name: 'db/types.ts and db/schema.sql are fresh',
    command: ['bin/db-types.ts', '--check'],
    fix: 'node bin/db-types.ts',
  },
  { name: 'openapi.json and the client are fresh', command: ['bin/openapi.ts', '--check'], fix: 'node bin/openapi.ts' },
  { name: 'pages build', command: ['bin/build-web.ts'], fix: '' },
  { name: 'pages within their budget', command: ['bin/web-budget.ts'], fix: '' },
];

const width = Math.max(...checks.map(({ name }) => name.length));
// One after the other: the budget weighs what the build before it has made.
const startedAt = performance.now();
let failed = 0;
for (const check of checks) if (!(await run(check))) failed += 1;
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  failed ? `${failed} of ${checks.length} checks failed` : `All ${checks.length} checks passed in ${seconds} s`,
);
process.exitCode = failed ? 1 : 0;

async function run({ name, command, fix }: Check): Promise<boolean> {
  const began = performance.now();
  const child = spawn(node, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  console.log(`${code === 0 ? 'ok   ' : 'WRONG'} ${name.padEnd(width)} ${took.padStart(7)}`);
  if (code !== 0) console.log(`${output.trimEnd()}${fix ? `\n  To put it right: ${fix}` : ''}\n`);
  return code === 0;
}
