import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Applicant } from '#test/applicants.ts';
import { publicUrl } from '#test/connecting.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWechat, createFollower, deliverWechat, startWechatting, text } from '#test/wechat.ts';
import type { Signing } from '../../../test/providers/wechat.ts';
import { decrypt, wechatSignature } from './signature.ts';

type Wechatting = Awaited<ReturnType<typeof startWechatting>>;
let wechatting: Wechatting;
let webhook: string;
before(async () => {
  wechatting = await startWechatting({ worker: true });
  webhook = await connectWechat(wechatting.program, wechatting.hiring, wechatting.wechat);
});
after(() => wechatting.close());

const receive = (xml: string, options?: Signing) =>
  deliverWechat(wechatting.program, wechatting.wechat, webhook, xml, options);
const eventsFrom = async (openid: string) =>
  (await wechatting.program.db.pool.query('select * from inbound_events where address = $1', [openid])).rows;
const suppressed = async ({ openid }: { openid: string }) => {
  const query = `select from suppressions where channel = 'wechat' and address = lower($1)`;
  return (await wechatting.program.db.pool.query(query, [openid])).rowCount === 1;
};

/** Somebody whom the bot has answered. */
async function answered(): Promise<Applicant & { openid: string }> {
  const person = await createFollower(wechatting.program, wechatting.hiring);
  await receive(wechatting.wechat.inbound(person.openid, text('Hi')));
  await hurry(wechatting.program);
  await reached(wechatting.program, person, 'sent');
  return person;
}

describe('safe mode', () => {
  // From the sample code that Tencent publishes with its description of the encryption.
  const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
  const encrypted =
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUk' +
    'SUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekU' +
    'NXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rU' +
    'PA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+' +
    'qN+E7Q==';

  it('is opened, and signed, as Tencent’s own sample says', () => {
    const signature = wechatSignature('QDG6eK', '1409659813', '1372623149', encrypted);
    assert.equal(signature, '477715d11cdb4164915debcba66cb864d751f3e6');
    const { text: xml = '', account } = decrypt(key, encrypted) ?? {};
    assert.equal(account, 'wx5823bf96d3bd56c7');
    assert.match(xml, /<Content><!\[CDATA\[hello\]\]><\/Content>/);
  });

  it('opens nothing with another key, and nothing that was cut', () => {
    assert.equal(decrypt(key.replace('j', 'k'), encrypted)?.account === 'wx5823bf96d3bd56c7', false);
    for (const part of ['', encrypted.slice(0, 44), encrypted.slice(0, 43), 'not base64 at all!'])
      assert.notEqual(decrypt(key, part)?.account, 'wx5823bf96d3bd56c7');
  });
});

describe('a webhook of WeChat', () => {
  it('gives the echo back to who knows the token, and to nobody else', async () => {
    const ask = (token?: string) => {
      const { query } = wechatting.wechat.signed('', { plain: true, ...(token ? { token } : {}) });
      const url = webhook.slice(publicUrl.length);
      return wechatting.program.app.inject({ url, query: { ...query, echostr: '5838479218127813673' } });
    };
    const right = await ask();
    assert.deepEqual([right.statusCode, right.body], [200, '5838479218127813673']);
    assert.equal((await ask('guessed')).statusCode, 403);
    assert.equal((await wechatting.program.app.inject({ url: webhook.slice(publicUrl.length) })).statusCode, 403);
  });

  it('is refused where its signature, key, account or time is wrong, and nothing of it is kept', async () => {
    const openid = 'oXyZ_refused-000001';
    const xml = wechatting.wechat.inbound(openid, text('Hello'));
    const wrong: Signing[] = [
      { token: 'guessed' },
      { key: 'a'.repeat(43) },
      { account: 'wx0000000000000000' },
      { secondsAgo: 3600 },
      // Plain, where safe mode was agreed on.
      { plain: true },
    ];
    for (const options of wrong) assert.equal((await receive(xml, options)).statusCode, 403);
    assert.deepEqual(await eventsFrom(openid), []);
  });

  it('is refused where what was encrypted was changed on the way', async () => {
    const { query, payload } = wechatting.wechat.signed(wechatting.wechat.inbound('oXyZ_changed', text('Hello')));
    const changed = payload.replace(
      /(CDATA\[[A-Za-z0-9+/]{30})(.)/,
      (_, kept, one) => kept + (one === 'A' ? 'B' : 'A'),
    );
    assert.notEqual(changed, payload);
    const url = webhook.slice(publicUrl.length);
    const answer = await wechatting.program.app.inject({
      method: 'POST',
      url,
      query,
      payload: changed,
      headers: { 'content-type': 'text/xml' },
    });
    assert.equal(answer.statusCode, 403);
  });

  it('counts once, however often it is delivered and from how many connections', async () => {
    const openid = 'oXyZ_repeated-00001';
    const message = wechatting.wechat.inbound(openid, text('Hello'));
    const event = wechatting.wechat.event(openid, 'SCAN', '12');
    const answers = await Promise.all(Array.from({ length: 5 }, () => [receive(message), receive(event)]).flat());
    assert.deepEqual(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)), new Set(['200 success']));
    assert.equal((await eventsFrom(openid)).length, 2);
  });

  it('is nothing to us where it can not be read: no XML, too much of it, entities from within or from outside', async () => {
    const openid = 'oXyZ_hostile-000001';
    const good = wechatting.wechat.inbound(openid, text('Hello'));
    const laughs = Array.from({ length: 20 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const hostile = [
      '',
      '{"json": true}',
      '<xml><FromUserName>',
      `<!DOCTYPE xml [<!ENTITY l0 "ha">${laughs}]>${good.replace('<![CDATA[Hello]]>', '&l20;')}`,
      `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${good.replace('<![CDATA[Hello]]>', '&x;')}`,
      `<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x.dtd">${good.replace('<![CDATA[Hello]]>', '&x;')}`,
      good.replace('Hello', 'x'.repeat(200_000)),
      `${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}`,
      good.replaceAll('FromUserName', '__proto__'),
    ];
    for (const xml of hostile) {
      const answer = await receive(xml);
      assert.ok([200, 403].includes(answer.statusCode), `${answer.statusCode} for ${xml.slice(0, 60)}`);
    }
    assert.deepEqual(await eventsFrom(openid), []);
    assert.equal((await receive(`${good}${' '.repeat(3_200_000)}`)).statusCode, 413);
  });

  it('of which nothing is to be answered is acknowledged and left alone', async () => {
    const openid = 'oXyZ_viewer-0000001';
    for (const name of ['VIEW', 'LOCATION', 'TEMPLATESENDJOBFINISH'])
      assert.equal((await receive(wechatting.wechat.event(openid, name, 'https://acme.example'))).statusCode, 200);
    assert.deepEqual(await eventsFrom(openid), []);
  });

  it('keeps what can be stored of a text', async () => {
    const openid = 'oXyZ_odd-text-00001';
    assert.equal((await receive(wechatting.wechat.inbound(openid, text('half \ud83d &amp; <b>')))).statusCode, 200);
    assert.equal((await eventsFrom(openid))[0].payload.text, 'half \ufffd &amp; <b>');
  });
});

describe('plain mode', () => {
  it('takes what is signed and not encrypted', async () => {
    const { program, hiring, wechat } = wechatting;
    await connectWechat(program, hiring, wechat, { messageKey: '' });
    const openid = 'oXyZ_plain-00000001';
    assert.equal((await receive(wechat.inbound(openid, text('Hello')), { plain: true })).statusCode, 200);
    assert.equal((await eventsFrom(openid))[0].payload.text, 'Hello');
    const other = wechat.inbound('oXyZ_plain-00000002', text('Hello'));
    assert.equal((await receive(other, { plain: true, token: 'guessed' })).statusCode, 403);
    assert.equal((await receive(other, { plain: true, secondsAgo: 3600 })).statusCode, 403);
    await connectWechat(program, hiring, wechat);
  });
});

describe('who leaves the account', () => {
  it('is not written to until they follow it again', async () => {
    const ana = await answered();
    const before = wechatting.wechat.messages.length;
    await receive(wechatting.wechat.event(ana.openid, 'unsubscribe'));
    assert.equal(await suppressed(ana), true);
    await hurry(wechatting.program);
    await receive(wechatting.wechat.event(ana.openid, 'subscribe'));
    assert.equal(await suppressed(ana), false);
    await hurry(wechatting.program);
    await receive(wechatting.wechat.inbound(ana.openid, text('I like people')));
    await hurry(wechatting.program);
    await waitUntil(() => wechatting.wechat.messages.slice(before).some(({ to }) => to === ana.openid));
  });

  it('or says STOP, is obeyed', async () => {
    const bea = await answered();
    await receive(wechatting.wechat.inbound(bea.openid, text('STOP')));
    assert.equal(await suppressed(bea), true);
  });
});
