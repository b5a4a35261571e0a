import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { createRecruiting } from '#test/intake.ts';
import { singleRowCommits } from '../bench/support/commits.ts';
import { processorSeconds } from '../bench/support/program.ts';
import { readdirSync, readFileSync } from 'node:fs';
rmSync('/tmp/intake/pgab', { recursive: true, force: true });
const pgd = await startEmbedded({ directory: '/tmp/intake/pgab' });
await migrate(pgd.url);
const port = new URL(pgd.url).port;
const pm = Number(readdirSync('/proc').filter((n) => /^\d+$/.test(n)).find((n) => { try { const c = readFileSync(`/proc/${n}/cmdline`, 'utf8').split('\0'); return c[0]!.endsWith('/postgres') && c.includes(`port=${port}`); } catch { return false; } }));
const db = connectDatabase(pgd.url, { max: 2 });
const r = await createRecruiting(db);
await withSystem(db, (trx) => trx.updateTable('message_templates').set({ enabled: false }).where('channel', '=', 'email').execute());
const configs: Record<string, string>[] = JSON.parse(process.env.CONFIGS!);
const servers: { c: Record<string, string>; p: ChildProcess; url: URL; best: number; cpu: number; pgcpu: number }[] = [];
for (const c of configs) {
  const p = spawn(process.execPath, ['/work/main/test/support/serve.ts', 'web'], { env: { PATH: process.env.PATH, DATABASE_URL: pgd.url, PARLEY_DATA: '/tmp/intake/data', PARLEY_SECRET: 'x'.repeat(40), PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...c }, stdio: ['ignore', 'pipe', 'inherit'] });
  let url = '';
  for await (const line of createInterface({ input: p.stdout! })) if (line.startsWith('http')) { url = line.replace('localhost', '127.0.0.1'); break; }
  servers.push({ c, p, url: new URL(url), best: 0, cpu: 1e9, pgcpu: 1e9 });
}
let seed = 1;
let pgb = 0;
for (let k = 0; k < Number(process.env.ROUNDS ?? 5); k++) {
  for (const s of servers) {
    const a = processorSeconds(s.p.pid!), pa = processorSeconds(pm, true);
    const child = spawn(process.execPath, ['/work/main/bench/support/load.ts', JSON.stringify({ host: '127.0.0.1', port: Number(s.url.port), path: `/api/talkpush_services/campaigns/${r.campaignId}/campaign_invitations`, credentials: { api_key: r.key, api_secret: r.secret }, connections: Number(process.env.CONNS ?? 16), seconds: 1.5, seed: seed++ })], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = ''; for await (const d of child.stdout!) out += d;
    const rep = JSON.parse(out); const n = rep.statuses[201];
    s.best = Math.max(s.best, Math.round(n / rep.seconds)); s.cpu = Math.min(s.cpu, (processorSeconds(s.p.pid!) - a) * 1e6 / n); s.pgcpu = Math.min(s.pgcpu, (processorSeconds(pm, true) - pa) * 1e6 / n);
  }
  pgb = Math.max(pgb, (await singleRowCommits(pgd.url, 2)).perSecond);
}
for (const s of servers) console.log(JSON.stringify(s.c), 'best', s.best, 'ratio', (s.best / pgb).toFixed(3), 'node us', Math.round(s.cpu), 'pg us', Math.round(s.pgcpu));
console.log('pgbench', pgb);
for (const s of servers) s.p.kill('SIGKILL');
await db.close(); await pgd.stop();
