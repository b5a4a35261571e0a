import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { interviewDefinition } from '#interviews/definition.ts';
import { isSaid } from '#platform/http/issues.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type CompanyRows, createCompanyRows } from '#test/company-rows.ts';

let program: TestApp;
let company: CompanyRows;
before(async () => {
  program = await startTestApp();
  company = await createCompanyRows(program);
});
after(() => program.close());

async function refused(options: InjectOptions, language: string) {
  const headers = { ...company.owner, 'accept-language': language, ...options.headers };
  const answer = await program.app.inject({ ...options, headers });
  assert.ok(answer.statusCode >= 400, `${options.method} ${options.url}: ${answer.body}`);
  return answer.json().error as { code: string; message: string; fields?: Record<string, string> };
}

const routes = () => (program.app as unknown as FastifyInstance).declaredRoutes;

test('every message that a schema has for an input is there in every language', () => {
  const silent = [interviewDefinition, ...routes().map(({ schema }) => withoutAnswers(schema))]
    .flatMap((schema) => [...messagesIn(schema)])
    .filter((message) => !isSaid(message));
  assert.deepEqual([...new Set(silent)], []);
});

test('no refusal of the recruiters’ app is in English for who reads Spanish', async () => {
  const bySession = routes().filter(({ access, method }) => /^(manager|owner)$/.test(access) && method !== 'HEAD');
  assert.ok(bySession.length > 50);
  const wrong: string[] = [];
  for (const { method, url } of bySession.filter((route) => route.url.includes('/:'))) {
    const call = { method: method as 'GET', url: url.replaceAll(/:\w+/g, '0') };
    const [english, spanish] = [await refused(call, 'en'), await refused(call, 'es')];
    if (english.code !== spanish.code || english.message === spanish.message) wrong.push(`${method} ${url}`);
  }
  assert.deepEqual(wrong, []);
});

test('inputs are refused in the language of the page, whichever of its dialects; in English where it is not known', async () => {
  const newCampaign = { method: 'POST', url: '/api/campaigns', payload: { title: ' ', country: 'ES', language: 'es' } };
  for (const [language, words] of [
    ['es-MX,es;q=0.9,en;q=0.8', 'Una campaña necesita un título.'],
    ['fr, es', 'Una campaña necesita un título.'],
    ['fr', 'A campaign needs a title.'],
    ['', 'A campaign needs a title.'],
  ] as const) {
    const { message, fields } = await refused(newCampaign as InjectOptions, language);
    assert.deepEqual([message, fields], [words, { title: words }], language);
  }
});

test('what a schema has no message for is told by the kind of the problem', async () => {
  const payload = { title: 'x'.repeat(201), country: 5, language: 'tlh' };
  const { fields } = await refused({ method: 'POST', url: '/api/campaigns', payload }, 'es');
  assert.deepEqual(fields, {
    title: 'Puede tener como máximo 200 caracteres.',
    country: 'Esto no es válido.',
    language: 'Esto no es válido.',
  });
});

test('an interview is refused in the reader’s language, question by question', async () => {
  const url = `/api/campaigns/${company.ids.campaignId}`;
  const campaign = (await program.app.inject({ url, headers: company.owner })).json();
  const { definition, version } = campaign.interview;
  definition.questions[0].text = ' ';
  const payload = { version, definition };
  const { message, fields } = await refused({ method: 'PUT', url: `${url}/interview`, payload }, 'es');
  assert.equal(message, 'La entrevista no se puede guardar tal como está.');
  assert.deepEqual(fields, { 'questions.0.text': 'Una pregunta necesita un texto.' });
});

test('a person who can not be taken in is told why, with an example of their country', async () => {
  const payload = { firstName: 'Ana', lastName: 'Reyes', phone: '12', country: 'ES', email: 'nobody' };
  const url = `/api/campaigns/${company.ids.campaignId}/applications`;
  const { fields } = await refused({ method: 'POST', url, payload }, 'es');
  assert.match(
    fields?.phone ?? '',
    /^"12" es demasiado corto para ser un teléfono; uno de este país \(España\) es como 612 34 56 78, /,
  );
  assert.match(fields?.email ?? '', /no es una dirección de correo/);
});

test('the public API answers in English, whatever language is asked for', async () => {
  const url = `/api/talkpush_services/campaigns/${company.ids.campaignId}/campaign_invitations`;
  const payload = { campaign_invitation: { first_name: 'Ana', last_name: 'Reyes', email: 'nobody' } };
  const { message } = await refused({ method: 'POST', url, payload, headers: company.apiKey }, 'es');
  assert.equal(message, '"nobody" is no e-mail address; one looks like name@example.com.');
});

function withoutAnswers(schema: unknown): unknown {
  const { body, querystring, params } = (schema ?? {}) as Record<string, unknown>;
  return [body, querystring, params];
}

/** The messages in a schema of zod, wherever in it they are. */
function* messagesIn(part: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  const { _zod: zod } = part as { _zod?: { def: { error?: unknown } } };
  if (typeof zod?.def.error === 'function') yield zod.def.error({}) as string;
  for (const inner of Object.values(zod?.def ?? part)) yield* messagesIn(inner, seen);
}
