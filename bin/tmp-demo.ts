import { writeFileSync } from 'node:fs';
import { startTestApp } from '#test/app.ts';
import { seedBusyCallcentre } from './seeds/busy-callcentre.ts';

const t = await startTestApp({ listen: true, worker: true });
const r = await seedBusyCallcentre(t.services, 1);
writeFileSync('/tmp/demo/info.json', JSON.stringify({ url: t.url, report: r }));
console.log(t.url);
setTimeout(() => process.exit(0), 3600_000);
