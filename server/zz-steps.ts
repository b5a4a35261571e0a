import { startEmbedded } from '#platform/postgres/embedded.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { createRecruiting } from '#test/intake.ts';
import { planIntake } from '#candidates/intake-batch.ts';
import * as q from '#candidates/intake-queries.ts';
import { queueMessages } from '#conversations/queue.ts';
import { readPerson } from '#candidates/intake-person.ts';
import { findIntakeCampaign } from '#candidates/intake-campaigns.ts';
import { randomPerson } from '../bench/support/people.ts';
import { rmSync } from 'node:fs';
import pg from 'pg';
rmSync('/tmp/intake/pgs', { recursive: true, force: true });
const pgd = await startEmbedded({ directory: '/tmp/intake/pgs' });
await migrate(pgd.url);
const db = connectDatabase(pgd.url, { max: 2 });
const r = await createRecruiting(db);
await withSystem(db, (trx) => trx.updateTable('message_templates').set({ enabled: false }).where('channel', '=', 'email').execute());
const services: any = { db, hints: { subscribe() {} }, config: { secret: 'x'.repeat(40), publicUrl: 'http://localhost:5710' } };
const campaign = (await findIntakeCampaign(services, r.companyId, r.campaignId))!;
let n = 0;
async function round(label: string, size: number, reps = 250) {
  const c: any = new pg.Client(pgd.url); await c.connect();
  const t: Record<string, number[]> = {};
  const lap = async (name: string, f: () => Promise<any>) => { const a = performance.now(); const x = await f(); (t[name] ??= []).push(performance.now() - a); return x; };
  for (let k = 0; k < reps; k++) {
    const arrivals = Array.from({ length: size }, () => { const p = randomPerson(7, n++); const x: any = readPerson({ firstName: p.first_name, lastName: p.last_name, email: p.email, phone: p.user_phone_number, others: p.others }, 'PH'); return { person: x.person, campaign, source: 'b', repeat: 'second application' as const }; });
    await lap('begin', () => c.query(`begin; select set_config('role', 'parley_app', true), set_config('app.company_id', '${r.companyId}', true)`));
    const plan = await lap('plan', () => planIntake(c, services.config, r.companyId, arrivals));
    await lap('create', () => q.storeApplications(c, r.companyId, plan.rows, plan.contacts, { kind: 'api' }));
    await lap('queue', () => queueMessages(c, r.companyId, plan.messages));
    await lap('commit', () => c.query('commit'));
  }
  await c.end();
  const stat = (v: number[]) => { v.sort((a, b) => a - b); return `${v[Math.floor(v.length * 0.1)]!.toFixed(2)}/${v[v.length >> 1]!.toFixed(2)}`; };
  console.log(label.padEnd(30), size, Object.entries(t).map(([k, v]) => `${k} ${stat(v)}`).join('  '));
}
await round('warm', 16, 100);
await round('as is', 1); await round('as is', 16); await round('as is', 64);
for (const [label, sqls] of JSON.parse(process.env.STEPS ?? '[]') as [string, string][]) { await db.pool.query(sqls); await round('- ' + label, 1); await round('- ' + label, 16); }
await db.close(); await pgd.stop();
