import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { fetchTemplates } from '#channels/templates/fetch.ts';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, createApplicant, messagesOf } from '#test/applicants.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, createChatter, deliver, startChatting, text, whatsappOf } from '#test/whatsapp.ts';

type Chatting = Awaited<ReturnType<typeof startChatting>>;
type Template = { id: number; name: string; status: string; quality: string | null; sendable: boolean };
let chatting: Chatting;
let webhook: string;

const body = (words: string, example: string[] = []) => ({
  type: 'BODY',
  text: words,
  ...(example.length > 0 ? { example: { body_text: [example] } } : {}),
});

before(async () => {
  chatting = await startChatting({ worker: true });
  const { approved } = chatting.whatsapp;
  approved.add('interview_invitation', [
    { type: 'HEADER', format: 'TEXT', text: 'Hello {{1}}' },
    body('{{1}} invites you. Reply YES to begin, or open {{2}}.', ['Acme', 'https://acme.example']),
    { type: 'FOOTER', text: 'Reply STOP to opt out' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] },
  ]);
  approved.add('named', [body('Hi {{first_name}}, are you still there?')], { parameter_format: 'NAMED' });
  approved.add('plain', [body('Please write to us.')], { language: 'es' });
  approved.add('with_picture', [{ type: 'HEADER', format: 'IMAGE' }, body('Look!')]);
  approved.add('refused', [body('Buy now')], { status: 'REJECTED', category: 'MARKETING' });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
  await waitUntil(async () => (await templates()).length === 5);
});
afterEach(async () => {
  assert.deepEqual(chatting.whatsapp.misunderstandings, []);
  const { pool } = chatting.program.db;
  await pool.query('delete from outbox');
  await pool.query('update channel_connections set paused_until = null, failures = 0, free_at = now()');
});
after(() => chatting.close());

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, role: 'owner' | 'manager' = 'owner') =>
  chatting.program.app.inject({ method, url, headers: as(role, chatting.hiring), ...(payload ? { payload } : {}) });
const templates = async (): Promise<Template[]> => (await call('GET', '/api/whatsapp-templates')).json();
async function named(name: string): Promise<Template> {
  const found = (await templates()).find((one) => one.name === name);
  assert.ok(found, `There is no template ${name}.`);
  return found;
}
const tell = (field: string, value: object, secondsAgo = 0) =>
  deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.templateNews(field, value, secondsAgo));
const set = (name: string, change: object) =>
  Object.assign(chatting.whatsapp.approved.templates.find((one) => one.name === name) ?? {}, change);
const statusOf = (name: string, event: string, secondsAgo = 0) =>
  tell(
    'message_template_status_update',
    { event, message_template_id: 1_234_567_890_123, message_template_name: name, message_template_language: 'en-US' },
    secondsAgo,
  );
const candidate = () => createChatter(chatting.program, chatting.hiring);
const taken = (to: string) => chatting.whatsapp.messages.filter((message) => message.to === to);
const send = ({ applicationId }: Applicant, templateId: number, values: Record<string, string>, more: object = {}) =>
  call('POST', `/api/applications/${applicationId}/template-messages`, {
    templateId,
    values,
    clientKey: crypto.randomUUID(),
    ...more,
  });

describe('the templates of a connected number', () => {
  it('are fetched with all their pages, and say which can be sent, and what they need', async () => {
    const list = (await call('GET', '/api/whatsapp-templates', undefined, 'manager')).json();
    const shown = list.map((one: Template & { language: string; category: string }) => [
      one.name,
      one.language,
      one.category,
      one.status,
      one.sendable,
    ]);
    assert.deepEqual(shown, [
      ['interview_invitation', 'en_US', 'utility', 'approved', true],
      ['named', 'en_US', 'utility', 'approved', true],
      ['plain', 'es', 'utility', 'approved', true],
      ['refused', 'en_US', 'marketing', 'rejected', false],
      ['with_picture', 'en_US', 'utility', 'approved', false],
    ]);
    assert.deepEqual(list[0].slots, [
      { key: 'header.1', example: '' },
      { key: 'body.1', example: 'Acme' },
      { key: 'body.2', example: 'https://acme.example' },
    ]);
    assert.equal(list[4].parts.unsupported, 'file');
  });

  it('are asked for again by an owner, and by nobody else', async () => {
    const { approved } = chatting.whatsapp;
    approved.add('brand_new', [body('New')]);
    assert.equal((await call('PUT', '/api/whatsapp-templates', undefined, 'manager')).statusCode, 403);
    const asked = await call('PUT', '/api/whatsapp-templates');
    assert.equal(asked.json().length, 6);
    approved.templates.pop();
    const again: Template[] = (await call('PUT', '/api/whatsapp-templates')).json();
    assert.equal(
      again.some(({ name }) => name === 'brand_new'),
      false,
    );
  });

  it('change by webhooks, which may come late, twice and about some that nobody knows', async () => {
    set('named', { status: 'PAUSED' });
    const first = await statusOf('named', 'PAUSED');
    assert.equal(first.statusCode, 200);
    assert.deepEqual([(await named('named')).status, (await named('named')).sendable], ['paused', false]);
    await statusOf('named', 'APPROVED', 3600);
    assert.equal((await named('named')).status, 'paused');
    await statusOf('unheard_of', 'APPROVED');
    const quality = { previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' };
    const about = { message_template_id: 1, message_template_name: 'plain', message_template_language: 'es' };
    set('plain', { quality_score: { score: 'YELLOW' } });
    await tell('message_template_quality_update', { ...quality, ...about });
    assert.equal((await named('plain')).quality, 'yellow');
    for (const strange of [{}, { event: 5 }, { message_template_name: 'plain' }])
      assert.equal((await tell('message_template_status_update', strange)).statusCode, 200);
  });

  it('say why they could not be fetched', async () => {
    const { account } = chatting.whatsapp;
    const { accessToken } = account;
    account.accessToken = 'revoked';
    const refused = await call('PUT', '/api/whatsapp-templates');
    account.accessToken = accessToken;
    assert.deepEqual([refused.statusCode, refused.json().error.code], [422, 'templates_refused']);
    assert.match(refused.json().error.message, /Invalid OAuth access token/);
  });
});

describe('a template from a recruiter', () => {
  it('reaches somebody who has never written, with what stands in its gaps', async () => {
    const ana = await candidate();
    const { id } = await named('interview_invitation');
    const values = { 'header.1': '<%= @candidate_name %>', 'body.1': 'Acme\n  Inc.', 'body.2': 'https://x.example' };
    assert.equal((await send(ana, id, values)).statusCode, 201);
    await reached(chatting.program, ana, 'sent');
    const [first] = taken(ana.waId);
    assert.equal(first?.style, 'template');
    assert.match(
      first?.text ?? '',
      /^Hello \w+\n\nAcme Inc\. invites you\. Reply YES to begin, or open https:\/\/x\.example\.$/,
    );
    const [stored] = await messagesOf(chatting.program.db, ana);
    assert.match(stored?.body ?? '', /Reply STOP to opt out\n\n\[Yes\]$/);
  });

  it('goes although the window has closed, where a free text is refused', async () => {
    const bea = await candidate();
    await deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.inbound(bea, text('Hi')));
    await hurry(chatting.program);
    await reached(chatting.program, bea, 'sent');
    await withSystem(chatting.program.db, (trx) =>
      sql`update messages set created_at = now() - interval '25 hours' where candidate_id = ${bea.candidateId}`.execute(
        trx,
      ),
    );
    const free = { channel: 'whatsapp', body: 'Hello?', clientKey: crypto.randomUUID() };
    const refused = await call('POST', `/api/applications/${bea.applicationId}/messages`, free);
    assert.equal(refused.json().error.code, 'window_closed');
    const { id } = await named('plain');
    assert.equal((await send(bea, id, {})).statusCode, 201);
    await waitUntil(() => taken(bea.waId).some(({ text: said }) => said === 'Please write to us.'));
  });

  it('is one message for one key, and is refused twice in a row, with a gap, or where it can not be sent', async () => {
    const cara = await candidate();
    const { id } = await named('interview_invitation');
    const values = { 'header.1': 'Cara', 'body.1': 'Acme', 'body.2': 'x' };
    const clientKey = crypto.randomUUID();
    const [one, same] = [await send(cara, id, values, { clientKey }), await send(cara, id, values, { clientKey })];
    assert.equal(one.json().id, same.json().id);
    assert.equal((await send(cara, id, values)).json().error.code, 'duplicate_message');
    const gap = await send(cara, id, { ...values, 'body.1': '  ' });
    assert.deepEqual([gap.statusCode, Object.keys(gap.json().error.fields)], [400, ['body.1']]);
    const odd = await send(cara, id, { ...values, 'body.1': '<%= @nobody %>' });
    assert.deepEqual(Object.keys(odd.json().error.fields), ['body.1']);
    for (const name of ['refused', 'with_picture'])
      assert.equal((await send(cara, (await named(name)).id, {})).json().error.code, 'template_not_sendable');
    assert.equal((await send(cara, 2 ** 40, {})).json().error.code, 'template_not_sendable');
  });

  it('is refused where there is no phone, and where they have opted out', async () => {
    const { id } = await named('plain');
    const nobody = await createApplicant(chatting.program.db, chatting.hiring, { phone: null });
    assert.equal((await send(nobody, id, {})).json().error.code, 'no_phone');
    const dora = await candidate();
    await chatting.program.db.pool.query(
      `insert into suppressions (company_id, channel, address, reason) values ($1, 'whatsapp', $2, 'stop')`,
      [dora.companyId, `+${dora.waId}`],
    );
    assert.equal((await send(dora, id, {})).json().error.code, 'suppressed');
    const list = (await call('GET', `/api/applications/${dora.applicationId}/template-messages`)).json();
    assert.equal(list.reason, 'suppressed');
  });

  it('that Meta has paused meanwhile fails with the reason, tells the owner, and can be sent again later', async () => {
    const eva = await candidate();
    const { id } = await named('interview_invitation');
    const template = chatting.whatsapp.approved.templates[0];
    assert.ok(template);
    template.status = 'PAUSED';
    await send(eva, id, { 'header.1': 'Eva', 'body.1': 'Acme', 'body.2': 'x' });
    const failed = await reached(chatting.program, eva, 'failed');
    assert.equal(failed.error_code, 'template_paused');
    const { connection } = await whatsappOf(chatting.program, chatting.hiring);
    assert.equal(connection.lastError.code, 'template_paused');
    template.status = 'APPROVED';
    assert.equal((await call('POST', `/api/messages/${failed.id}/retry`)).statusCode, 200);
    await reached(chatting.program, eva, 'sent');
  });
});

describe('a template of a campaign', () => {
  const url = () => `/api/campaigns/${chatting.hiring.campaignId}/whatsapp-templates`;
  const parameters = {
    'header.1': '<%= @candidate_name %>',
    'body.1': '<%= @company %>',
    'body.2': '<%= @messenger_interview_link %>',
  };

  it('is refused with a gap, an unknown token, or where it can not be sent, field by field', async () => {
    const { id: templateId } = await named('interview_invitation');
    const put = async (event: object) => {
      const answer = await call('PUT', url(), { events: [event] });
      return [answer.statusCode, Object.keys(answer.json().error.fields)];
    };
    const event = 'invitation';
    assert.deepEqual(await put({ event, templateId, parameters: { ...parameters, 'body.2': '' } }), [
      400,
      ['invitation.body.2'],
    ]);
    assert.deepEqual(await put({ event, templateId, parameters: { ...parameters, 'body.1': '<%= @nobody %>' } }), [
      400,
      ['invitation.body.1'],
    ]);
    assert.deepEqual(await put({ event, templateId: 2 ** 40, parameters }), [400, ['invitation.templateId']]);
  });

  it('goes out by itself to who is invited, and is offered filled in', async () => {
    const { id: templateId } = await named('interview_invitation');
    const wanted = [{ event: 'invitation', templateId, parameters }];
    const saved = await call('PUT', url(), { events: wanted });
    assert.deepEqual([saved.statusCode, saved.json()], [200, wanted]);
    const fay = await candidate();
    const offered = (await call('GET', `/api/applications/${fay.applicationId}/template-messages`)).json();
    const values = offered.templates.find((one: Template) => one.id === templateId).values;
    assert.equal(values['body.1'], 'Acme');
    assert.equal((await call('POST', `/api/applications/${fay.applicationId}/invitation`)).statusCode, 201);
    await waitUntil(() => taken(fay.waId).length === 1);
    assert.match(taken(fay.waId)[0]?.text ?? '', /Acme invites you\. .* open https:\/\/parley\.example\/c\//);
    const gil = { firstName: 'Gil', phone: '+639170009999' };
    const added = await call('POST', `/api/campaigns/${chatting.hiring.campaignId}/applications`, gil);
    assert.ok(added.statusCode < 300, added.body);
    await waitUntil(() => taken('639170009999').length === 1);
  });

  it('is asked about at a shortlisting, and goes only where it was left chosen', async () => {
    const { id: templateId } = await named('plain');
    const wanted = [{ event: 'shortlisted', templateId, parameters: {} }];
    assert.equal((await call('PUT', url(), { events: wanted })).statusCode, 200);
    const move = (person: Applicant, notify: object) =>
      call('PUT', `/api/applications/${person.applicationId}/folder`, { folder: 'shortlisted', notify });
    const [hal, ida] = [await candidate(), await candidate()];
    const preview = await call('GET', `/api/applications/${hal.applicationId}/notification?event=shortlisted`);
    const entry = preview.json().channels.find((one: { channel: string }) => one.channel === 'whatsapp');
    assert.deepEqual([entry.body, entry.possible], ['Please write to us.', true]);
    assert.equal((await move(hal, { whatsapp: {} })).statusCode, 200);
    await waitUntil(() => taken(hal.waId).length === 1);
    assert.equal((await move(ida, { sms: { body: 'Good news' } })).statusCode, 200);
    assert.deepEqual(
      (await messagesOf(chatting.program.db, ida)).map(({ channel }) => channel),
      ['sms'],
    );
  });

  it('is copied with the campaign, and goes with the connection', async () => {
    const copy = await call('POST', `/api/campaigns/${chatting.hiring.campaignId}/duplicate`, { title: 'Copy' });
    const copied = await call('GET', `/api/campaigns/${copy.json().id}/whatsapp-templates`);
    assert.equal(copied.json().length, 1);
    const { connection } = await whatsappOf(chatting.program, chatting.hiring);
    await call('PUT', '/api/whatsapp-templates');
    await chatting.program.app.inject({
      method: 'DELETE',
      url: `/api/channels/${connection.id}`,
      headers: as('owner', chatting.hiring),
    });
    assert.equal(
      (await templates()).some(({ name }: { name: string }) => name === 'plain'),
      false,
    );
    webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
    const { connection: again } = await whatsappOf(chatting.program, chatting.hiring);
    await fetchTemplates(chatting.program.services, { ...chatting.hiring, connectionId: again.id });
    assert.equal((await named('plain')).sendable, true);
  });
});
