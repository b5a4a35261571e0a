import { loadConfig } from '#platform/config.ts';
import { start } from '../../server/main.ts';
import { endOnSignals } from '../../server/signals.ts';

/** As a process of its own: the program in the given role, on the environment's settings, ended by signals. */
const running = await start(loadConfig(process.env), process.argv[2] as 'all' | 'web' | 'worker');
endOnSignals(running, console.error);
process.send?.(running.url);
