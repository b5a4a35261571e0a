import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { DeclaredRoute } from '#platform/http/access.ts';
import { createServer } from '#platform/http/server.ts';
import { createLog } from '#platform/log.ts';
import { newAddress } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type CompanyRows, createCompanyRows } from '#test/company-rows.ts';

/** What all routes with an id need to get as far as that id; each takes from it what its schema knows. */
const body = {
  title: 'Night agents',
  version: 1,
  definition: {},
  campaignId: 1,
  rule: null,
  templates: [{ event: 'invitation', channel: 'sms', enabled: true, subject: '', body: 'Hello' }],
  channel: 'email',
  subject: 'Hello',
  body: 'Hello',
  userIds: [],
  userId: '0190aaaa-0000-7000-8000-000000000000',
  folder: 'hired',
  action: { kind: 'pin' },
  weeklyStatistics: true,
  mapping: ['ignore'],
  hasHeader: true,
  clientKey: 'key-of-the-page',
  key: 'location',
  messageId: 1,
  templateId: 1,
  values: {},
  value: 'M',
  events: [],
  name: 'Ana',
  search: {},
  mode: 'job',
  subtitle: 'Night shift',
  description: 'Calls',
  keyword: 'agents',
  format: 'csv',
  columns: ['phone'],
  chosen: { query: {} },
  managers: true,
  shows: ['resume'],
  emails: ['guest@example.com'],
  verdict: 'shortlist',
  firstName: 'Ana',
  password: 'long enough 123',
  campaign_invitation: { first_name: 'Ana', last_name: 'Reyes', email: 'ana.reyes@example.com' },
};
const query = '?event=shortlisted';

let program: TestApp;
let company: CompanyRows;
let foreign: CompanyRows;
let routes: DeclaredRoute[];

before(async () => {
  program = await startTestApp();
  [company, foreign] = [await createCompanyRows(program), await createCompanyRows(program)];
  routes = (program.app as unknown as FastifyInstance).declaredRoutes;
});
after(() => program.close());

type Answer = { status: number; body: string };

/** The route with its parameters filled by `fill`, called from an address of its own: limits are another test's matter. */
async function call(route: DeclaredRoute, fill: (name: string) => unknown, headers: object): Promise<Answer> {
  const url = route.url.replaceAll(/:(\w+)/g, (_all, name: string) => String(fill(name))) + query;
  const payload = /^(GET|HEAD)$/.test(route.method) ? {} : { payload: body };
  const options = { method: route.method, url, headers, remoteAddress: newAddress(), ...payload } as InjectOptions;
  const answer = await program.app.inject(options);
  return { status: answer.statusCode, body: answer.body };
}

const parameters = ({ url }: DeclaredRoute) => [...url.matchAll(/:(\w+)/g)].map(([, name]) => name as string);

/** The id of this company's row. A route with a parameter that is new here needs a row in `createCompanyRows`. */
function valueOf(rows: CompanyRows, route: DeclaredRoute, name: string): string | number {
  const links = Object.entries(rows.tokens);
  const value = name === 'token' ? links.find(([start]) => route.url.startsWith(start))?.[1] : rows.ids[name];
  if (value === undefined) throw new Error(`${route.url}: nothing is known to put in for ":${name}".`);
  return value;
}

const own =
  (route: DeclaredRoute, rows = company) =>
  (name: string) =>
    valueOf(rows, route, name);
const nobodys = (value: string | number) => (typeof value === 'number' ? 2 ** 40 : randomUUID());

const code = ({ body }: Answer) => (body ? JSON.parse(body).error?.code : undefined);
const described = ({ method, url }: DeclaredRoute) => `${method} ${url}`;
/** What an answer with this code looks like to this route. */
const refusal = ({ method }: DeclaredRoute, status: number, name: string) => [
  status,
  method === 'HEAD' ? undefined : name,
];

/** Calls `check` for each route that `which` picks; what it throws names the route. */
async function walk(which: (route: DeclaredRoute) => boolean, check: (route: DeclaredRoute) => Promise<void>) {
  const walked = routes.filter(which);
  assert.ok(walked.length > 0);
  const wrong: string[] = [];
  for (const route of walked)
    await check(route).catch((error: Error) => wrong.push(`${described(route)}: ${error.message}`));
  assert.deepEqual(wrong, []);
}

const bySession = ({ access }: DeclaredRoute) => access === 'manager' || access === 'owner';

test('the program does not start with a route that does not say who may call it', async () => {
  const app = await createServer(program.services.config, createLog('silent'), async () => null);
  assert.throws(() => app.get('/api/forgotten', () => ''), /GET \/api\/forgotten does not declare who may call it/);
  await app.close();
});

test('without a session, and with an API key, nobody gets past a route of the recruiters’ app', async () => {
  await walk(bySession, async (route) => {
    for (const headers of [{}, { cookie: 'parley=made-up' }, company.apiKey]) {
      const answer = await call(route, own(route), headers);
      assert.deepEqual([answer.status, code(answer)], refusal(route, 401, 'not_signed_in'));
    }
  });
});

test('no other site rides on a session', async () => {
  await walk(
    (route) => bySession(route) && !/^(GET|HEAD)$/.test(route.method),
    async (route) => {
      const answer = await call(route, own(route), { ...company.owner, origin: 'https://elsewhere.example' });
      assert.deepEqual([answer.status, code(answer)], [403, 'cross_site']);
    },
  );
});

test('a manager is refused what is an owner’s', async () => {
  await walk(
    ({ access }) => access === 'owner',
    async (route) => {
      const answer = await call(route, own(route), company.manager);
      assert.deepEqual([answer.status, code(answer)], refusal(route, 403, 'forbidden'));
    },
  );
});

test('the public API takes a key and its secret, and no session', async () => {
  await walk(
    ({ access }) => access === 'api-key',
    async (route) => {
      const answer = await call(route, own(route), company.owner);
      assert.deepEqual([answer.status, code(answer)], [401, 'api_key_missing']);
      const guessed = await call(route, own(route), { ...company.apiKey, 'api-secret': 'made-up' });
      assert.deepEqual([guessed.status, code(guessed)], [401, 'api_key_wrong']);
    },
  );
});

const byId = (route: DeclaredRoute) => bySession(route) || route.access === 'api-key';
const callerOf = ({ access }: DeclaredRoute, rows = company) =>
  access === 'api-key' ? rows.apiKey : access === 'owner' ? rows.owner : rows.manager;

test('what is another company’s answers like what does not exist, in each parameter', async () => {
  await walk(
    (route) => byId(route) && parameters(route).length > 0,
    async (route) => {
      for (const name of parameters(route)) {
        const theirs = valueOf(foreign, route, name);
        const withId = (id: unknown) =>
          call(route, (parameter) => (parameter === name ? id : valueOf(company, route, parameter)), callerOf(route));
        const missing = await withId(nobodys(theirs));
        assert.deepEqual([missing.status, code(missing)], refusal(route, 404, 'not_found'), missing.body);
        assert.deepEqual(await withId(theirs), missing);
      }
    },
  );
});

test('what a manager has no access to answers like what does not exist', async () => {
  await walk(
    (route) => route.access === 'manager' && parameters(route).length > 0,
    async (route) => {
      const missing = await call(route, (name) => nobodys(valueOf(company, route, name)), company.outsider);
      assert.deepEqual(await call(route, own(route), company.outsider), missing);
    },
  );
});

test('another company’s id in a query or a body is like one that nobody has', async () => {
  const campaign = `/api/campaigns/${company.ids.campaignId}`;
  const { ids } = foreign;
  const requests: [id: unknown, (id: unknown) => InjectOptions][] = [
    [ids.campaignId, (id) => ({ url: `/api/applications?campaign=${id}` })],
    [ids.labelId, (id) => ({ url: `/api/applications?label=${id}` })],
    [ids.campaignId, (id) => ({ url: `/api/folder-counts?campaign=${id}` })],
    [ids.applicationId, (id) => ({ method: 'POST', url: '/api/bulk-actions', payload: { ids: [id] } })],
    [ids.userId, (id) => ({ method: 'PUT', url: `${campaign}/members`, payload: { userIds: [id] } })],
    [
      ids.applicationId,
      (applicationId) => ({
        method: 'POST',
        url: `${campaign}/templates/preview`,
        payload: { channel: 'sms', body: 'Hello <%= @candidate_name %>', applicationId },
      }),
    ],
  ];
  for (const [id, request] of requests) {
    const answers = [id, nobodys(id as string | number)].map(async (value) => {
      const answer = await program.app.inject({ ...request(value), headers: company.owner });
      // A refusal may repeat what was given.
      const body = answer.statusCode < 400 ? answer.body : answer.body.replaceAll(String(value), 'the id');
      return { status: answer.statusCode, body };
    });
    const [theirs, missing] = await Promise.all(answers);
    assert.deepEqual(theirs, missing);
  }
});

test('a link that was tampered with answers like one that never was', async () => {
  await walk(
    (route) => route.access === 'public' && parameters(route).length > 0,
    async (route) => {
      const real = String(valueOf(company, route, 'token'));
      const never = await call(route, () => 'never', {});
      assert.equal(never.status, 404, never.body);
      const [payload = '', signature = ''] = String(valueOf(foreign, route, 'token')).split('.');
      const forged = [`${real.slice(0, -1)}${real.endsWith('a') ? 'b' : 'a'}`, `${payload}x.${signature}`];
      if (real.includes('.')) forged.push(`${payload}.${real.split('.')[1]}`);
      for (const token of forged) assert.deepEqual(await call(route, () => token, {}), never);
    },
  );
});

// Were there no such rows, the answers above would be alike for that reason.
test('with an id of one’s own the same request gets further', async () => {
  await walk(
    // A stream of events would not end.
    (route) => parameters(route).length > 0 && !route.url.endsWith('/events'),
    async (route) => {
      const rows = await createCompanyRows(program);
      const answer = await call(route, own(route, rows), callerOf(route, rows));
      assert.ok(answer.status < 500 && answer.status !== 404, answer.body);
    },
  );
});
