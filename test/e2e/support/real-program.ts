import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const execute = promisify(execFile);

export type RealProgram = {
  url: string;
  /** What a first start prints. */
  setupUrl: string;
  /** Runs a verb of the command line beside the program, on the same data, and reads its JSON. */
  verb<T>(...words: string[]): Promise<T>;
  stop(): Promise<void>;
};

/** The program as an operator starts it: a process of its own, an empty data folder, its embedded database. */
export async function startRealProgram(): Promise<RealProgram> {
  const directory = mkdtempSync(join(tmpdir(), 'parley-real-'));
  const port = await freePort();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PARLEY_DATA: directory, PORT: String(port) };
  const child = spawn(process.execPath, ['bin/parley.js', 'start'], { cwd: root, env });
  const setupUrl = await printedSetupUrl(child);
  return {
    url: `http://localhost:${port}`,
    setupUrl,
    async verb<T>(...words: string[]) {
      const { stdout } = await execute(process.execPath, ['bin/parley.js', ...words, '--json'], { cwd: root, env });
      return JSON.parse(stdout) as T;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function printedSetupUrl(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const url = /http:\S+\/setup\?token=\S+/.exec(output)?.[0];
      if (url) found(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => fail(new Error(`The program ended without a link to set it up:\n${output}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
