import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Applicant, messagesOf } from '#test/applicants.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, createChatter, deliver, startChatting, text, whatsappOf } from '#test/whatsapp.ts';
import { metaSignature } from '../meta/webhook.ts';

type Chatting = Awaited<ReturnType<typeof startChatting>>;
let chatting: Chatting;
let webhook: string;
before(async () => {
  chatting = await startChatting({ worker: true });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
after(() => chatting.close());

const receive = (content: object, appSecret?: string) =>
  deliver(chatting.program, chatting.whatsapp, webhook, content, appSecret);
const eventsFrom = async (waId: string) => {
  const address = `+${waId}`;
  return (await chatting.program.db.pool.query('select * from inbound_events where address = $1', [address])).rows;
};

/** What the bot said last to somebody who has just written. */
async function answered() {
  const person = await createChatter(chatting.program, chatting.hiring);
  await receive(chatting.whatsapp.inbound(person, text('Hi')));
  await hurry(chatting.program);
  await reached(chatting.program, person, 'sent');
  const message = chatting.whatsapp.messages.findLast(({ to }) => to === person.waId);
  assert.ok(message);
  return { person, message };
}

const statusOf = async (person: Applicant) =>
  (await messagesOf(chatting.program.db, person)).findLast(({ direction }) => direction === 'out')?.status;

describe('a webhook of WhatsApp', () => {
  it('is signed over the very bytes, with the secret of the app', () => {
    // openssl dgst -sha256 -hmac secret
    const hash = '03f6dd944ecab4ddac0e3dbc3923b2da4e12b03df679ae23a52efd78ca6056e0';
    const body = Buffer.from('{"object":"whatsapp_business_account"}');
    assert.equal(metaSignature('secret', body), `sha256=${hash}`);
  });

  it('is refused where its signature is wrong, missing or of other bytes, and nothing of it is kept', async () => {
    const { app } = chatting.program;
    const content = chatting.whatsapp.inbound({ waId: '639170000001' }, text('Hello'));
    assert.equal((await receive(content, 'guessed')).statusCode, 403);
    const { headers, payload } = chatting.whatsapp.signed(content);
    const spaced = payload.replaceAll(':', ': ');
    assert.equal((await app.inject({ method: 'POST', url: webhook, headers, payload: spaced })).statusCode, 403);
    const unsigned = { 'content-type': 'application/json' };
    assert.equal((await app.inject({ method: 'POST', url: webhook, headers: unsigned, payload })).statusCode, 403);
    assert.deepEqual(await eventsFrom('639170000001'), []);
  });

  it('needs its fields subscribed at Meta, which an owner finds beside the address', async () => {
    const { connection } = await whatsappOf(chatting.program, chatting.hiring);
    assert.deepEqual(connection.webhookFields, [
      'messages',
      'message_template_status_update',
      'message_template_quality_update',
    ]);
  });

  it('gives the challenge back to who knows the word that was agreed on, and to nobody else', async () => {
    const ask = (token: string) => {
      const query = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' };
      return chatting.program.app.inject({ url: webhook, query });
    };
    const right = await ask(chatting.whatsapp.account.verifyToken);
    assert.deepEqual([right.statusCode, right.body], [200, '1158201444']);
    assert.equal((await ask('another')).statusCode, 403);
  });

  it('counts once, however often it is delivered and from how many connections', async () => {
    const person = { waId: '639170000002' };
    const content = chatting.whatsapp.inbound(person, text('Hello'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => receive(content)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200, 200, 200],
    );
    assert.equal((await eventsFrom(person.waId)).length, 1);
  });

  it('moves a message on and never back, in whatever order its statuses come', async () => {
    const { person, message } = await answered();
    const told = (status: string) => receive(chatting.whatsapp.status(message, status));
    for (const status of ['delivered', 'sent', 'delivered']) await told(status);
    assert.equal(await statusOf(person), 'delivered');
    for (const status of ['read', 'failed', 'delivered', 'sent']) await told(status);
    assert.equal(await statusOf(person), 'read');
  });

  it('moves a message on to the last of its statuses, also where they come at the same moment', async () => {
    const { person, message } = await answered();
    const told = ['read', 'delivered', 'sent'].map((status) => chatting.whatsapp.status(message, status));
    await Promise.all(told.map((content) => receive(content)));
    assert.equal(await statusOf(person), 'read');
  });

  it('is taken or refused for itself alone, whatever else comes at the same moment', async () => {
    const people = Array.from({ length: 40 }, (_, at) => ({ waId: `6391700001${String(at).padStart(2, '0')}` }));
    const answers = await Promise.all(
      people.map((person, at) => {
        const content = chatting.whatsapp.inbound(person, text(`Hello ${at}`));
        return at % 10 === 0 ? receive(content, 'another secret') : receive(content);
      }),
    );
    for (const [at, person] of people.entries()) {
      const signed = at % 10 !== 0;
      assert.equal(answers[at]?.statusCode, signed ? 200 : 403);
      const events = await eventsFrom(person.waId);
      assert.deepEqual(
        events.map((event: { payload: { text: string } }) => event.payload.text),
        signed ? [`Hello ${at}`] : [],
      );
    }
  });

  it('that the database refuses takes nothing else with it', async () => {
    await chatting.program.db.pool.query(`
      create function refuse_cursed() returns trigger language plpgsql as $$
        begin raise exception 'cursed' using errcode = '23514'; end $$;
      create trigger cursed before insert on inbound_events for each row
        when (new.payload ->> 'text' = 'cursed') execute function refuse_cursed()`);
    try {
      const texts = ['one', 'cursed', 'two'];
      const contents = texts.map((body, at) => chatting.whatsapp.inbound({ waId: `63917000020${at}` }, text(body)));
      const answers = await Promise.all(contents.map((content) => receive(content)));
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [200, 500, 200],
      );
      const [before, cursed, after] = ['one', 'cursed', 'two'].map((body, at) =>
        chatting.whatsapp.inbound({ waId: `63917000021${at}` }, text(body)),
      );
      const together = { ...before, entry: [before, cursed, after].flatMap((one) => one?.entry ?? []) };
      // What was not stored is not acknowledged, so that Meta tells it again.
      assert.equal((await receive(together)).statusCode, 500);
      for (const [at, expected] of [1, 0, 1].entries())
        assert.equal((await eventsFrom(`63917000021${at}`)).length, expected);
      assert.equal((await receive(together)).statusCode, 500);
      assert.equal((await eventsFrom('639170000212')).length, 1);
    } finally {
      await chatting.program.db.pool.query('drop function refuse_cursed cascade');
    }
  });

  it('tells why a message failed after it was taken, and the owner what only they can put right', async () => {
    const { person, message } = await answered();
    const unpaid = [{ code: 131042, title: 'Business eligibility payment issue' }];
    await receive(chatting.whatsapp.status(message, 'failed', unpaid));
    const failed = await reached(chatting.program, person, 'failed');
    assert.deepEqual(
      [failed.error_code, failed.error_detail],
      ['whatsapp_131042', 'Business eligibility payment issue'],
    );
    const { connection } = await whatsappOf(chatting.program, chatting.hiring);
    assert.equal(connection.lastError.code, 'whatsapp_131042');
  });

  it('is nothing to us where it is about another number of the account, or can not be read', async () => {
    const content = chatting.whatsapp.inbound({ waId: '639170000003' }, text('Hello'));
    const other = JSON.parse(JSON.stringify(content).replace(chatting.whatsapp.account.phoneNumberId, '10987654321'));
    assert.equal((await receive(other)).statusCode, 200);
    assert.deepEqual(await eventsFrom('639170000003'), []);
    for (const strange of [{}, { entry: [] }, { entry: [{ changes: [{ field: 'account_update', value: {} }] }] }])
      assert.equal((await receive(strange)).statusCode, 200);
  });

  it('keeps what can be stored of a text that holds what can’t', async () => {
    const person = { waId: '639170000004' };
    assert.equal((await receive(chatting.whatsapp.inbound(person, text('nul \0 half \ud800')))).statusCode, 200);
    assert.equal((await eventsFrom(person.waId))[0].payload.text, 'nul  half \ufffd');
  });

  it('keeps what somebody wrote below an advertisement, however that is worded', async () => {
    const cut = `${'a'.repeat(499)}😀 apply now`;
    for (const [at, body] of [cut, 'nul \0', '\ud800', 'x'.repeat(100_000)].entries()) {
      const waId = `63917000022${at}`;
      const content = chatting.whatsapp.inbound({ waId }, { ...text('I want this job'), referral: { body } });
      assert.equal((await receive(content)).statusCode, 200, body.slice(0, 20));
      assert.equal((await eventsFrom(waId)).length, 1);
    }
  });

  it('is nobody’s where the sender’s id can not be kept, and takes nothing else with it', async () => {
    const good = chatting.whatsapp.inbound({ waId: '639170000231' }, text('good'));
    const endless = chatting.whatsapp.inbound({ userId: 'US.'.padEnd(12_000, '7') }, text('endless'));
    const answer = await receive({ ...good, entry: [...endless.entry, ...good.entry] });
    assert.equal(answer.statusCode, 200);
    assert.equal((await eventsFrom('639170000231')).length, 1);
    const strange = chatting.whatsapp.inbound({ userId: 'US.12\0' }, { ...text('x'), id: `wamid.${'y'.repeat(400)}` });
    assert.equal((await receive(strange)).statusCode, 200);
  });

  it('knows a Mexican or Brazilian number by what it is now, and answers to what WhatsApp knows', async () => {
    for (const [waId, phone] of [
      ['5215512345678', '+525512345678'],
      ['551187654321', '+5511987654321'],
    ] as const) {
      await receive(chatting.whatsapp.inbound({ waId }, text('Hola')));
      const [event] = await eventsFrom(waId);
      const query = 'select kind, value from candidate_contacts where candidate_id = $1';
      const { rows } = await chatting.program.db.pool.query(query, [event.candidate_id]);
      assert.deepEqual(rows, [{ kind: 'phone', value: phone }]);
    }
  });

  it('that says STOP is obeyed', async () => {
    const { person } = await answered();
    await receive(chatting.whatsapp.inbound(person, text('STOP')));
    await waitUntil(async () => {
      const { rows } = await chatting.program.db.pool.query('select * from suppressions where address = $1', [
        `+${person.waId}`,
      ]);
      return rows.length === 1;
    });
  });

  it('that says STOP or START is obeyed by when it was written, in whichever order it comes', async () => {
    const stopped = async (waId: string) => {
      const query = 'select from suppressions where address = $1';
      return (await chatting.program.db.pool.query(query, [`+${waId}`])).rows.length > 0;
    };
    const said = (waId: string, word: string, secondsAgo: number) => {
      const content = chatting.whatsapp.inbound({ waId }, text(word)) as unknown as {
        entry: [{ changes: [{ value: { messages: [{ timestamp: string }] } }] }];
      };
      content.entry[0].changes[0].value.messages[0].timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
      return receive(content);
    };
    await said('639170000210', 'STOP', 60);
    await said('639170000210', 'START', 120);
    assert.equal(await stopped('639170000210'), true, 'an old START comes late');
    await said('639170000210', 'START', 30);
    assert.equal(await stopped('639170000210'), false);
    await said('639170000210', 'STOP', 90);
    assert.equal(await stopped('639170000210'), false, 'an old STOP comes late');
    await said('639170000210', 'STOP', 0);
    assert.equal(await stopped('639170000210'), true);
  });

  it('that says START is a word like any other from somebody who has not opted out', async () => {
    const { person } = await answered();
    const before = chatting.whatsapp.messages.length;
    await receive(chatting.whatsapp.inbound(person, text('START')));
    await hurry(chatting.program);
    await waitUntil(() => chatting.whatsapp.messages.slice(before).some(({ to }) => to === person.waId));
  });

  it('that says STOP by an old form of a number is obeyed by its new one too, and the other way round', async () => {
    const suppressed = async () => {
      const { rows } = await chatting.program.db.pool.query(
        "select address from suppressions where address like '+52%' or address like '+55%' order by 1",
      );
      return rows.map(({ address }) => address);
    };
    for (const [waId, ...forms] of [
      ['551187654399', '+551187654399', '+5511987654399'],
      ['525512345699', '+5215512345699', '+525512345699'],
    ] as const) {
      await receive(chatting.whatsapp.inbound({ waId }, text('STOP')));
      assert.deepEqual(await suppressed(), forms);
      const other = forms.find((form) => form !== `+${waId}`) ?? '';
      const later = { ...text('START'), timestamp: String(Math.floor(Date.now() / 1000) + 60) };
      await receive(chatting.whatsapp.inbound({ waId: other.slice(1) }, later));
      assert.deepEqual(await suppressed(), []);
    }
  });

  it('brings a place as words, and says to who sent what can not be shown that nothing came', async () => {
    const { person } = await answered();
    const place = { name: 'Ayala Mall', latitude: 14.55, longitude: 121.02 };
    await receive(chatting.whatsapp.inbound(person, { type: 'location', location: place }));
    await hurry(chatting.program);
    await waitUntil(async () =>
      (await messagesOf(chatting.program.db, person)).some(({ body }) => body === 'Ayala Mall\n14.55, 121.02'),
    );
    const before = chatting.whatsapp.messages.length;
    await receive(chatting.whatsapp.inbound(person, { type: 'unsupported', errors: [{ code: 131051 }] }));
    await hurry(chatting.program);
    await waitUntil(() => chatting.whatsapp.messages.length > before);
  });
});
