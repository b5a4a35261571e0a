import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
  hiring = await createHiring(program.db);
});
after(() => program.close());

const headers = () => as('manager', hiring);
const at = ({ applicationId }: Applicant) => `/api/applications/${applicationId}`;
const invite = (person: Applicant, payload?: object) =>
  program.app.inject({
    method: 'POST',
    url: `${at(person)}/invitation`,
    headers: headers(),
    ...(payload ? { payload } : {}),
  });
const change = (statement: ReturnType<typeof sql>) => withSystem(program.db, (trx) => statement.execute(trx));
const channelsOf = async (person: Applicant) => (await messagesOf(program.db, person)).map(({ channel }) => channel);
/** What the screen offers, and why it does not. */
const offered = async (person: Applicant) => {
  const { actions } = (await program.app.inject({ url: at(person), headers: headers() })).json();
  return [actions.sendInvitationSms, actions.sendInvitationEmail].map((action) => action.reason ?? action.possible);
};

test('an invitation goes by the channel that was asked for, else by all', async () => {
  const person = await createApplicant(program.db, hiring);
  assert.deepEqual(await offered(person), [true, true]);
  assert.deepEqual((await invite(person, { channel: 'sms' })).json(), { messages: 1 });
  assert.deepEqual(await channelsOf(person), ['sms']);
  assert.deepEqual((await invite(person)).json(), { messages: 1 }, 'the very same SMS is not sent twice in a row');
  assert.equal((await invite(person, { channel: 'pigeon' })).statusCode, 400);
});

test('what is not possible is not offered, and refused with the same reason', async () => {
  const person = await createApplicant(program.db, hiring, { email: null });
  assert.deepEqual(await offered(person), [true, 'no_address']);
  const byMail = await invite(person, { channel: 'email' });
  assert.deepEqual([byMail.statusCode, byMail.json().error.code], [409, 'no_address']);
  for (const [folder, reason] of [
    ['rejected', 'folder_closed'],
    ['hired', 'folder_closed'],
    ['no_response', true],
  ] as const) {
    await change(sql`update applications set folder = ${folder} where id = ${person.applicationId}`);
    assert.equal((await offered(person))[0], reason);
    const answer = await invite(person, { channel: 'sms' });
    assert.equal(answer.statusCode, reason === true ? 201 : 409, answer.body);
  }
  await change(sql`update applications set completed_at = now() where id = ${person.applicationId}`);
  assert.deepEqual(await offered(person), ['interview_completed', 'interview_completed']);
});

test('a campaign without a text invites nobody; a text that is switched off serves who asks for it', async () => {
  const other = await createHiring(program.db, { name: 'Textless' });
  const person = await createApplicant(program.db, other);
  const call = () =>
    program.app.inject({ method: 'POST', url: `${at(person)}/invitation`, headers: as('manager', other) });
  const texts = sql`company_id = ${other.companyId} and event = 'invitation'`;
  await change(sql`update message_templates set enabled = false where ${texts}`);
  assert.equal((await call()).statusCode, 201);
  await change(sql`update message_templates set body = ' ' where ${texts}`);
  assert.deepEqual((await call()).json().error.code, 'no_text');
});

test('the composer is told what the tokens stand for, and of a colleague’s campaign nothing', async () => {
  const person = await createApplicant(program.db, hiring, { firstName: 'Zoë' });
  const values = (await program.app.inject({ url: `${at(person)}/tokens`, headers: headers() })).json();
  assert.deepEqual([values.candidate_name, values.company, values.referee], ['Zoë', 'Acme', '']);
  assert.match(values.messenger_interview_link, /\/c\//);
});
