import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, createApplicant, createHiring, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { connectTwilio, deliverWebhook, hurry, putChannel, reached, smsOf, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { startTwilio } from '../../../../test/providers/twilio.ts';
import { readKeyword } from '../keywords.ts';
import { twilioSignature } from './signature.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let webhook: string;
before(async () => {
  texting = await startTexting({ worker: true });
  webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
});
after(() => texting.close());

let serial = 0;
const newPhone = () => `+63918123${String(1000 + ++serial)}`;
const receive = (form: Record<string, string>, url = webhook, authToken?: string) =>
  deliverWebhook(texting.program, texting.twilio, url, form, authToken);
const texted = (phone: string, text: string) => receive(texting.twilio.inbound(phone, text));
const eventsFrom = async (phone: string) => {
  const { rows } = await texting.program.db.pool.query('select * from inbound_events where address = $1', [phone]);
  return rows;
};
const suppressed = async (phone: string) => {
  const { rows } = await texting.program.db.pool.query('select 1 from suppressions where address = $1', [phone]);
  return rows.length > 0;
};

/** A message that Twilio has taken. */
async function sentMessage(person: Applicant, body: string) {
  await queue(texting.program.db, person.companyId, [sms(person, body)]);
  texting.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
  await reached(texting.program, person, 'sent');
  const message = texting.twilio.messages.find((one) => one.body === body);
  assert.ok(message);
  return message;
}

describe('a webhook of Twilio', () => {
  it('is signed as Twilio’s documentation shows', () => {
    const form = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    assert.equal(twilioSignature('12345', url, Object.entries(form)), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it('is refused where its signature is wrong or missing, and nothing of it is kept', async () => {
    const phone = newPhone();
    const form = texting.twilio.inbound(phone, 'Hello');
    assert.equal((await receive(form, webhook, 'guessed')).statusCode, 403);
    const url = new URL(webhook).pathname;
    const { headers, payload } = texting.twilio.signed(webhook, form);
    const changed = payload.replace('Hello', 'Hell0');
    const { app } = texting.program;
    assert.equal((await app.inject({ method: 'POST', url, headers, payload: changed })).statusCode, 403);
    const unsigned = { 'content-type': headers['content-type'] };
    assert.equal((await app.inject({ method: 'POST', url, headers: unsigned, payload })).statusCode, 403);
    const large = 'x'.repeat(3 * 1024 * 1024 + 1);
    assert.equal((await app.inject({ method: 'POST', url, headers, payload: large })).statusCode, 413);
    const elsewhere = await app.inject({ method: 'POST', url: `${url.slice(0, -1)}!`, headers, payload: large });
    assert.equal(elsewhere.statusCode, 404, 'who does not know the address gets to send nothing large');
    assert.deepEqual(await eventsFrom(phone), []);
    const right = await app.inject({ method: 'POST', url, headers, payload });
    assert.deepEqual([right.statusCode, right.headers['content-type'], right.body], [200, 'text/xml', '<Response/>']);
    assert.equal((await eventsFrom(phone)).length, 1);
  });

  it('reaches nothing of another company', async () => {
    const fake = await startTwilio();
    const { program } = texting;
    const other = await createHiring(program.db, { name: 'Other' });
    const origins = program.services.config.providerOrigins as Record<string, string>;
    const ours = { ...origins };
    Object.assign(origins, fake.origins);
    const taken = await putChannel(program, other, { ...fake.credentials, sender: texting.twilio.number });
    assert.equal(taken.statusCode, 422, 'a number that is not in the account');
    const theirs = await connectTwilio(program, other, fake);
    Object.assign(origins, ours);
    const ana = await createApplicant(program.db, texting.hiring);
    const message = await sentMessage(ana, 'to Ana');
    const form = texting.twilio.status(message, 'failed', 30005);
    const url = message.statusCallback.replace(webhook, theirs);
    assert.equal((await receive(form, url)).statusCode, 403, 'our signature at their address');
    assert.equal((await receive(form, url, fake.account.authToken)).statusCode, 200);
    assert.equal((await messagesOf(program.db, ana)).at(-1)?.status, 'sent');
    const again = await putChannel(program, other, { ...texting.twilio.credentials });
    assert.deepEqual([again.statusCode, again.json().error.code], [409, 'sender_taken']);
    await fake.close();
  });

  it('finds nobody at an address that is none, or no longer one', async () => {
    const { program, twilio } = texting;
    const other = await createHiring(program.db, { name: 'Leaving' });
    const fake = await startTwilio({ number: '+14155559999' });
    const origins = program.services.config.providerOrigins as Record<string, string>;
    const ours = { ...origins };
    Object.assign(origins, fake.origins);
    const url = await connectTwilio(program, other, fake);
    Object.assign(origins, ours);
    const form = twilio.inbound(newPhone(), 'Hello');
    assert.equal((await receive(form, url.replace('/sms/', '/whatsapp/'), fake.account.authToken)).statusCode, 404);
    const { connection } = await smsOf(program, other);
    const ended = await program.app.inject({
      method: 'DELETE',
      url: `/api/channels/${connection.id}`,
      headers: as('owner', other),
    });
    assert.equal(ended.statusCode, 204);
    assert.equal((await receive(form, url, fake.account.authToken)).statusCode, 404);
    const channel = await smsOf(program, other);
    assert.deepEqual([channel.goes, channel.connection], ['sandbox', null]);
    const { rows } = await program.db.pool.query('select credentials from channel_connections where id = $1', [
      connection.id,
    ]);
    assert.deepEqual(rows, [{ credentials: null }]);
    await fake.close();
  });

  it('tells the same several times, out of order, and once is enough', async () => {
    const ana = await createApplicant(texting.program.db, texting.hiring);
    const message = await sentMessage(ana, 'shuffled');
    const tell = (status: string, code?: number) =>
      receive(texting.twilio.status(message, status, code), message.statusCallback);
    for (const status of ['delivered', 'sent', 'queued', 'delivered', 'sending']) {
      assert.equal((await tell(status)).statusCode, 200);
      assert.equal((await messagesOf(texting.program.db, ana)).at(-1)?.status, 'delivered', status);
    }
    const phone = newPhone();
    const form = texting.twilio.inbound(phone, 'Hello');
    const answers = await Promise.all(Array.from({ length: 8 }, () => receive(form)));
    assert.ok(answers.every((answer) => answer.statusCode === 200));
    assert.equal((await eventsFrom(phone)).length, 1);
  });

  it('says why a message was not delivered, and tells the owner what is wrong with their number', async () => {
    const ana = await createApplicant(texting.program.db, texting.hiring);
    const message = await sentMessage(ana, 'filtered');
    await receive(texting.twilio.status(message, 'undelivered', 30007), message.statusCallback);
    const failed = (await messagesOf(texting.program.db, ana)).at(-1);
    assert.deepEqual([failed?.status, failed?.error_code], ['failed', 'twilio_30007']);
    const { connection } = await smsOf(texting.program, texting.hiring);
    assert.deepEqual([connection.status, connection.lastError.code], ['troubled', 'twilio_30007']);
    await sentMessage(ana, 'unfiltered');
    await waitUntil(async () => (await smsOf(texting.program, texting.hiring)).connection.status === 'connected');
  });

  it('opts out by STOP alone and in again by START, and the bot takes neither for an answer', async () => {
    const phone = newPhone();
    await texted(phone, 'I had to stop working');
    assert.equal(await suppressed(phone), false);
    const stop = texting.twilio.inbound(phone, ' Alto. ');
    await receive(stop);
    assert.equal(await suppressed(phone), true);
    await hurry(texting.program);
    const [event] = await eventsFrom(phone);
    const person = { companyId: texting.hiring.companyId, candidateId: Number(event.candidate_id), applicationId: 0 };
    await waitUntil(async () => (await messagesOf(texting.program.db, person)).length === 2);
    await queue(texting.program.db, person.companyId, [{ ...sms(person, 'x'), applicationId: null, toAddress: phone }]);
    assert.equal((await reached(texting.program, person, 'failed')).error_code, 'suppressed');
    const happened = await withSystem(texting.program.db, (trx) =>
      sql<{ data: object }>`
        select data from application_events where candidate_id = ${person.candidateId} and kind = 'opted-out'`.execute(
        trx,
      ),
    );
    assert.deepEqual(happened.rows, [{ data: { channel: 'sms' } }]);
    await texted(phone, 'start');
    assert.equal(await suppressed(phone), false);
    await receive(stop);
    assert.equal(await suppressed(phone), false, 'an old message that is told again opts nobody out again');
  });

  it('waits for those who go on writing, yet not for ever', async () => {
    const phone = newPhone();
    const due = async () => (await eventsFrom(phone)).map((event) => event.due_at.getTime()).sort();
    await texted(phone, 'one');
    const [first = 0] = await due();
    await withSystem(texting.program.db, (trx) =>
      sql`update inbound_events set received_at = received_at - interval '14 seconds', due_at = due_at + interval '1 minute'
          where address = ${phone}`.execute(trx),
    );
    await texted(phone, 'two');
    const [earlier = 0, later = 0] = await due();
    assert.ok(earlier < later, 'the first has waited long enough');
    assert.ok(earlier < first + 60_000);
  });
});

describe('a keyword', () => {
  const cases = {
    stop: [
      'STOP',
      ' stop ',
      'Stop.',
      'StopAll',
      'stop all',
      'UNSUBSCRIBE',
      'END',
      'QUIT',
      'REVOKE',
      'OPTOUT',
      'CANCEL',
    ],
    'stop in Spanish': ['ALTO', 'parar', 'Cancelar', 'DETENER', '«BAJA»'],
    'stop in whatever dress':
      '¡ALTO!|STOP,|stop?|Stop .|(stop)|*STOP*|‘STOP’|stop…|opt out|Opt-Out!|ＳＴＯＰ|STOP\u200b|STOP 🙏|Darme de  baja|NO MÁS MENSAJES|stop\n\n--'.split(
        '|',
      ),
    start: ['START', 'unstop', 'ALTA', '¡Alta!', '"start"'],
    help: ['HELP', 'info', 'Ayuda'],
    none: [
      '',
      'yes',
      'sí',
      'stop it',
      'please stop',
      'I can start on Monday',
      'baja temporal',
      'no',
      '2',
      'stopover',
      '!?',
      `stop${'!'.repeat(50_000)}a`,
    ],
  };
  for (const [meaning, texts] of Object.entries(cases)) {
    it(`is one where the whole message is: ${meaning}`, () => {
      const expected = meaning === 'none' ? null : (meaning.split(' ')[0] as 'stop');
      for (const text of texts) assert.equal(readKeyword(text), expected, text);
    });
  }
});
