/**
 * Whether candidates that come in at the same moment, by two processes, go round among three recruiters strictly in the
 * order of creation, and what that costs: the same load without turns stands beside it.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createApiKey } from '#accounts/api-keys.ts';
import { createCampaign } from '#campaigns/campaigns.ts';
import { setTurns } from '#campaigns/turns.ts';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { freePort, keepRunning } from './support/processes.ts';
import { printReport, readOptions, spread } from './support/report.ts';

const values = readOptions(
  'roundrobin',
  'Candidates of one moment go round among three recruiters in the order of creation.',
  {
    creates: { type: 'string', says: 'candidates; 10000, quick 2000' },
    connections: { type: 'string', default: '64', says: 'at the same time, over both processes' },
  },
);
const creates = Number(values.creates ?? (values.quick ? 2000 : 10_000));
const connections = Number(values.connections);
const recruiters = 3;

const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
const ports = [await freePort(), await freePort()];
const options = { role: 'web' as const, directory, origins: {}, log: join(directory, 'parley.log') };
const first = await keepRunning({ ...options, port: ports[0] as number });
const second = await keepRunning({ ...options, port: ports[1] as number });
const db = connectDatabase(postgres.url, { max: 2 });
const agent = new Agent({ keepAlive: true, maxSockets: connections });

try {
  const campaign = await prepare();
  const without = await load(campaign, 0);
  const team = await addRecruiters(campaign);
  const withTurns = await load(campaign, creates);
  const given = await assignees(campaign.id, without.lastId);
  const wrong = given.filter((userId, at) => userId !== team[at % recruiters]).length;
  const each = team.map((userId) => given.filter((one) => one === userId).length);
  printReport(
    {
      creates,
      connections,
      processes: ports.length,
      accepted: given.length,
      toEach: each.join('/'),
      outOfOrder: wrong,
      withTurns: withTurns.figures,
      withoutTurns: without.figures,
      ratio: Number((withTurns.figures.aSecond / without.figures.aSecond).toFixed(2)),
    },
    values.json,
  );
  if (wrong > 0 || given.length !== creates) process.exitCode = 1;
} finally {
  agent.destroy();
  await db.close();
  await Promise.all([first.stop(), second.stop()]);
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

type Campaign = { companyId: number; id: number; credentials: { api_key: string; api_secret: string } };

async function prepare(): Promise<Campaign> {
  return withSystem(db, async (trx) => {
    const company = await trx
      .insertInto('companies')
      .values({ name: 'Harbour' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const companyId = company.id;
    const id = await createCampaign(trx, companyId, null, { title: 'Agent', country: 'PH', language: 'en' });
    const { key, secret } = await createApiKey(trx, companyId, { name: 'bench' });
    return { companyId, id, credentials: { api_key: key, api_secret: secret } };
  });
}

/** In the order of their turns. */
async function addRecruiters({ companyId, id }: Campaign): Promise<string[]> {
  return withSystem(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      insert into users (company_id, email, name, role)
      select ${companyId}, 'r' || n || '@bench.example', 'Recruiter ' || n, 'manager' from generate_series(1, ${recruiters}) n
      returning id`.execute(trx);
    const team = rows.map((row) => row.id);
    await sql`
      insert into campaign_members (company_id, campaign_id, user_id)
      select ${companyId}, ${id}, u from unnest(${team}::uuid[]) u`.execute(trx);
    await setTurns(trx, companyId, id, team);
    return team;
  });
}

/** All of them as fast as they are answered, by turns at the one and the other process; numbered from `from`. */
async function load({ id, credentials }: Campaign, from: number) {
  const path = `/api/talkpush_services/campaigns/${id}/campaign_invitations`;
  const waits: number[] = [];
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let at = next++; at < creates; at = next++) {
      const number = from + at;
      const person = { first_name: 'Ana', last_name: `P${number}`, email: `p${number}@bench.example` };
      const sent = performance.now();
      const status = await post(ports[at % ports.length] as number, path, {
        ...credentials,
        campaign_invitation: person,
      });
      if (status !== 201) throw new Error(`A candidate was answered with ${status}.`);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const aSecond = Math.round((creates * 1000) / (performance.now() - began));
  const { rows } = await withSystem(db, (trx) =>
    sql<{ id: number }>`select max(id) as id from applications`.execute(trx),
  );
  return { figures: { aSecond, milliseconds: spread(waits) }, lastId: rows[0]?.id ?? 0 };
}

function post(port: number, path: string, body: object): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
    response.resume().once('end', () => resolve(response.statusCode ?? 0));
  })
    .once('error', reject)
    .end(text);
  return promise;
}

/** In the order of the ids. */
async function assignees(campaignId: number, after: number): Promise<(string | null)[]> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ assignee_id: string | null }>`
      select assignee_id from applications where campaign_id = ${campaignId} and id > ${after} order by id`.execute(
      trx,
    ),
  );
  return rows.map((row) => row.assignee_id);
}
