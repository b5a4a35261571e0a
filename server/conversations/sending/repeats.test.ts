import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, createApplicant, type Hiring, messagesOf } from '#test/applicants.ts';
import { putSending } from '#test/sending.ts';
import { connectTwilio, deliverWebhook, hurry, reached, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let hiring: Hiring;
let webhook: string;
before(async () => {
  texting = await startTexting({ worker: true });
  ({ hiring } = texting);
  webhook = await connectTwilio(texting.program, hiring, texting.twilio);
});
after(() => texting.close());

const call = (method: 'POST' | 'PUT', url: string, payload?: object) =>
  texting.program.app.inject({ method, url, headers: as('manager', hiring), ...(payload ? { payload } : {}) });
const at = ({ applicationId }: Applicant) => `/api/applications/${applicationId}`;
const codeOf = (answer: { json(): { error: { code: string } } }) => answer.json().error?.code;
const bodies = async (to: Applicant) =>
  (await messagesOf(texting.program.db, to)).map(({ body, status }) => [body, status]);
const setText = (event: string, channel: string, body: string) =>
  withSystem(texting.program.db, (trx) =>
    sql`update message_templates set body = ${body}, enabled = true
        where company_id = ${hiring.companyId} and event = ${event} and channel = ${channel}`.execute(trx),
  );

describe('the very same message', () => {
  it('is not sent twice in a row at a decision, and any edit lets it pass', async () => {
    const ana = await createApplicant(texting.program.db, hiring);
    const decide = (folder: string, body: string) =>
      call('PUT', `${at(ana)}/folder`, { folder, notify: { sms: { body } } });
    assert.equal((await decide('shortlisted', 'Well done, <%= @candidate_name %>')).statusCode, 200);
    assert.equal((await call('PUT', `${at(ana)}/folder`, { folder: 'on_hold' })).statusCode, 200);
    const again = await decide('shortlisted', 'Well done, Ana');
    assert.deepEqual([again.statusCode, codeOf(again)], [409, 'duplicate_message']);
    assert.equal((await decide('shortlisted', 'Well done, Ana!')).statusCode, 200);
  });

  it('is not sent as an invitation, unless it reached nobody', async () => {
    const bea = await createApplicant(texting.program.db, hiring, { phone: '+639175559001', email: null });
    const invite = () => call('POST', `${at(bea)}/invitation`);
    assert.equal((await invite()).statusCode, 201);
    await reached(texting.program, bea, 'sent');
    const again = await invite();
    assert.deepEqual([again.statusCode, codeOf(again)], [409, 'duplicate_message']);
    await withSystem(texting.program.db, (trx) =>
      sql`update messages set status = 'failed' where candidate_id = ${bea.candidateId}`.execute(trx),
    );
    assert.equal((await invite()).statusCode, 201);
  });

  it('is kept as not sent where it would go out by itself, and is refused when somebody tries to send it again', async () => {
    await setText('invitation', 'sms', 'Call us, <%= @candidate_name %>.');
    const payload = { firstName: 'Cara', phone: '+639175559002' };
    const url = `/api/campaigns/${hiring.campaignId}/applications`;
    const added = (await call('POST', url, payload)).json();
    const cara = { companyId: hiring.companyId, candidateId: added.candidateId, applicationId: added.applicationId };
    await reached(texting.program, cara, 'sent');
    assert.equal((await call('POST', url, payload)).statusCode, 201);
    const [first, second] = await waitUntil(async () => {
      const messages = await messagesOf(texting.program.db, cara);
      return messages.length === 2 ? messages : null;
    });
    assert.deepEqual([first?.status, second?.status, second?.error_code], ['sent', 'failed', 'duplicate_message']);
    const retried = await call('POST', `/api/messages/${second?.id}/retry`);
    assert.deepEqual([retried.statusCode, codeOf(retried)], [409, 'duplicate_message']);
    assert.equal(texting.twilio.messages.filter(({ to }) => to === payload.phone).length, 1);
  });
});

describe('HELP', () => {
  const write = async (phone: string, text: string, more: Record<string, string> = {}) => {
    await deliverWebhook(texting.program, texting.twilio, webhook, { ...texting.twilio.inbound(phone, text), ...more });
    await hurry(texting.program);
    await waitUntil(async () => {
      const { rows } = await texting.program.db.pool.query('select from inbound_events where handled_at is null');
      return rows.length === 0;
    });
  };
  const received = (phone: string) => texting.twilio.messages.filter(({ to }) => to === phone).map(({ body }) => body);

  it('is answered alone, in the campaign’s language, with the company’s own words where it has some', async () => {
    const phone = '+639175559010';
    await write(phone, ' Ayuda ');
    await waitUntil(() => received(phone).length === 1);
    assert.match(received(phone)[0] ?? '', /^Acme: messages about your job application\. .*Reply STOP to end\./);
    await putSending(texting.program, hiring, {
      helpTexts: { en: '<%= @company %> helps: 555 0100', es: 'Acme ayuda' },
    });
    await write(phone, 'HELP');
    await write(phone, 'help');
    await waitUntil(() => received(phone).length === 3);
    assert.deepEqual(
      received(phone).slice(1),
      ['Acme helps: 555 0100', 'Acme helps: 555 0100'],
      'as often as they ask',
    );
    await withSystem(texting.program.db, (trx) =>
      sql`update companies set language = 'es' where id = ${hiring.companyId}`.execute(trx),
    );
    await write(phone, 'INFO');
    await waitUntil(() => received(phone).length === 4);
    assert.equal(received(phone)[3], 'Acme ayuda', 'somebody without a campaign, in the company’s language');
    await withSystem(texting.program.db, (trx) =>
      sql`update companies set language = 'en' where id = ${hiring.companyId}`.execute(trx),
    );
  });

  it('is no answer to a question, is left to a provider that has answered, and is not said to who opted out', async () => {
    const phone = '+639175559011';
    await write(phone, 'I need help with the form');
    await write(phone, 'HELP', { OptOutType: 'HELP' });
    await write(phone, 'STOP');
    await write(phone, 'HELP');
    const { rows } = await texting.program.db.pool.query(
      "select from messages where direction = 'out' and to_address = $1",
      [phone],
    );
    assert.equal(rows.length, 0);
    await write(phone, 'START');
    await waitUntil(() => received(phone).length === 1);
    await write(phone, 'HELP');
    const [welcome, help] = await waitUntil(() => (received(phone).length === 2 ? received(phone) : null));
    assert.match(welcome ?? '', /you get our messages again/);
    assert.equal(help, 'Acme helps: 555 0100');
  });
});

describe('tokens', () => {
  it('that nobody knows are refused wherever a text is saved', async () => {
    const { app } = texting.program;
    const headers = as('owner', hiring);
    const details = (await app.inject({ url: `/api/campaigns/${hiring.campaignId}`, headers })).json();
    const { definition, version } = details.interview;
    const payload = { version, definition: { ...definition, greeting: 'Hi <%= @nobody %>' } };
    const interview = await app.inject({
      method: 'PUT',
      url: `/api/campaigns/${hiring.campaignId}/interview`,
      headers,
      payload,
    });
    assert.deepEqual([interview.statusCode, Object.keys(interview.json().error.fields)], [400, ['greeting']]);
    const help = await putSending(texting.program, hiring, { helpTexts: { en: '<%= @nobody', es: '' } });
    assert.deepEqual([help.statusCode, Object.keys(help.json().error.fields)], [400, ['helpTexts.en']]);
    const long = { event: 'invitation', channel: 'sms', enabled: true, subject: '', body: 'x'.repeat(1601) };
    const texts = await app.inject({
      method: 'PUT',
      url: `/api/campaigns/${hiring.campaignId}/templates`,
      headers,
      payload: { templates: [long] },
    });
    assert.deepEqual([texts.statusCode, Object.keys(texts.json().error.fields)], [400, ['invitation.sms.body']]);
  });

  it('that are empty for this candidate are told before an invitation is sent by hand', async () => {
    await setText('invitation', 'sms', 'From <%= @referee %>: <%= @messenger_interview_link %>');
    const dora = await createApplicant(texting.program.db, hiring, { phone: '+639175559020', email: null });
    const answer = await call('POST', `${at(dora)}/invitation`);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [409, 'empty_tokens']);
    assert.deepEqual(await bodies(dora), []);
    assert.equal((await call('POST', `${at(dora)}/invitation`, { allowEmptyTokens: true })).statusCode, 201);
  });
});
