/**
 * The program in one role beside providers that are played in this machine, a process of its own:
 * `node role.ts <role> <origins as JSON>`, settings by environment. Prints where it answers as a line of JSON.
 */
import { loadConfig } from '#platform/config.ts';
import { type Role, start } from '../../server/main.ts';
import { endOnSignals } from '../../server/signals.ts';

const [role, origins = '{}'] = process.argv.slice(2);
const running = await start(
  { ...loadConfig(process.env), providerOrigins: JSON.parse(origins) as Record<string, string> },
  role as Role,
);
endOnSignals(running, console.error);
console.log(JSON.stringify({ url: running.url }));
