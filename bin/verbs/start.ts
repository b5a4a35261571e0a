import { type Command, Option } from 'commander';
import { ConfigError, loadConfig } from '#platform/config.ts';
import { type Role, type Running, roles, start as startProgram } from '../../server/main.ts';
import { endOnSignals } from '../../server/signals.ts';
import { buildWebWhereStale } from '../build-web.ts';

export function start(program: Command): void {
  program
    .command('start')
    .description('start the program: the web server, the worker, or both')
    .addOption(new Option('--role <role>', 'what this process does').choices(roles).default('all'))
    .option('--json', 'print where it answers as one line of JSON')
    .action(async ({ role, json }: { role: Role; json?: boolean }) => {
      try {
        const config = loadConfig(process.env);
        if (role !== 'worker') await buildWebWhereStale(json ? () => {} : (line) => console.log(line));
        const running = await startProgram(config, role);
        endOnSignals(running, (error) => console.error(explain(error)));
        console.log(json ? JSON.stringify({ url: running.url, setupUrl: running.setupUrl }) : welcome(running));
      } catch (error) {
        console.error(explain(error));
        process.exit(1);
      }
    });
}

function welcome({ url, setupUrl }: Running): string {
  if (!url) return 'Parley’s worker is running.';
  if (!setupUrl) return `\n  Parley is running: ${url}\n`;
  return [
    `\n  Parley is running: ${url}\n`,
    '  There is no company yet. Make the first one, with yourself as its owner:',
    `  ${setupUrl}\n`,
    '  Or fill it with a call centre to look at:  npm run parley -- seed busy-callcentre\n',
  ].join('\n');
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken, perhaps by another Parley. End that one, or choose another port: PORT=${(port ?? 3000) + 1} npm start`;
  if (code === 'EACCES' && port)
    return `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`;
  return process.env.LOG_LEVEL === 'debug' ? (stack ?? message) : `Parley could not start: ${message}`;
}
