/** The whole program as a process of its own, for tests that kill it: `node serve.ts <role>`, settings by environment. */
import { loadConfig } from '#platform/config.ts';
import { type Role, start } from '../../server/main.ts';

const running = await start(loadConfig(process.env), process.argv[2] as Role);
console.log(running.url);
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
