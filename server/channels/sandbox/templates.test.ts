import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

const call = (method: 'GET' | 'POST', url: string, payload?: object, of = hiring) =>
  program.app.inject({ method, url, headers: as('owner', of), ...(payload && { payload }) });

type Template = { id: number; name: string; language: string; sendable: boolean; status: string };
const templatesOf = async (of: Hiring): Promise<Template[]> =>
  (await call('GET', '/api/whatsapp-templates', undefined, of)).json();

test('the sandbox’s WhatsApp has samples of approved texts, of each company its own', async () => {
  const other = await createHiring(program.db, { name: 'Other' });
  const [ours, theirs] = [await templatesOf(hiring), await templatesOf(other)];
  assert.deepEqual(
    ours.filter(({ sendable }) => sendable).map(({ name, language }) => `${name} ${language}`),
    ['application_reminder en_US', 'first_day en_US', 'interview_invitation en_US', 'invitacion_entrevista es_MX'],
  );
  assert.equal(ours.find(({ status }) => status === 'pending')?.sendable, false);
  assert.deepEqual(await templatesOf(hiring), ours, 'and are there once');
  assert.ok(theirs.every(({ id }) => !ours.some((one) => one.id === id)));
});

test('a closed window is opened again by a sample, whose button comes back as an answer', async () => {
  const on = { phone: '+639175558001', channel: 'whatsapp' };
  const shown = async () => (await call('GET', `/api/sandbox/phone?${new URLSearchParams(on)}`)).json();
  const reason = async (id: number) => {
    const channels = (await call('GET', `/api/applications/${id}/channels`)).json();
    return channels.find(({ channel }: { channel: string }) => channel === 'whatsapp').reason;
  };
  await call('POST', '/api/sandbox/phone/messages', { ...on, text: 'Hi' });
  await hurry(program);
  const id: number = await waitUntil(async () => (await shown()).applicationId || undefined);
  await waitUntil(async () => (await reason(id)) === null);
  await call('POST', '/api/sandbox/phone/days', on);
  assert.equal(await reason(id), 'window_closed');

  const url = `/api/applications/${id}/template-messages`;
  const choice = (await call('GET', url)).json();
  assert.equal(choice.reason, null);
  const template = choice.templates.find(({ name }: Template) => name === 'interview_invitation');
  const sent = await call('POST', url, {
    templateId: template.id,
    values: { 'body.1': 'Ana', 'body.2': '<%= @company %>' },
    clientKey: 'by-template',
  });
  assert.equal(sent.statusCode, 201, sent.body);
  const message = await waitUntil(async () => (await shown()).messages.find((one: { taps: unknown }) => one.taps));
  assert.match(message.text, /^Your application\n\nHi Ana, thank you for applying at Acme\./);
  const [begin] = message.taps.replies;
  assert.equal(begin.title, 'Let’s begin');
  await call('POST', '/api/sandbox/phone/messages', { ...on, tap: { messageId: message.id, replyId: begin.id } });
  await hurry(program);
  await waitUntil(async () => (await reason(id)) === null);
  const { items } = (await call('GET', `/api/applications/${id}/conversation`)).json();
  assert.ok(
    items.some((item: { direction?: string; body?: string }) => item.body === 'Let’s begin' && item.direction === 'in'),
  );
});

test('none is offered for somebody without a phone', async () => {
  const { applicationId } = await createApplicant(program.db, hiring, { phone: null });
  assert.equal((await call('GET', `/api/applications/${applicationId}/template-messages`)).json().reason, 'no_phone');
});
