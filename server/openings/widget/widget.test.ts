import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { newAddress } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';

let program: TestApp;
let hiring: Hiring;
let menu: string;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
  hiring = await createHiring(program.db);
  await offer(hiring.campaignId, 'Agents');
  menu = pathOf((await widget()).json().url);
});
after(() => program.close());

const pathOf = (url: string) => new URL(url).pathname;
const get = (url: string, cookie = '') => program.app.inject({ url, headers: { cookie }, remoteAddress: newAddress() });

function offer(campaignId: number, title: string, mode = 'job') {
  const url = `/api/campaigns/${campaignId}/opening`;
  const payload = { mode, title, subtitle: 'Manila', description: 'Calls', keyword: '' };
  return program.app.inject({ method: 'PUT', url, headers: as('owner', hiring), payload });
}

const widget = (sites?: unknown[]) =>
  program.app.inject({
    url: '/api/widget',
    headers: as('owner', hiring),
    ...(sites ? { method: 'PUT', payload: { sites } } : { method: 'GET' }),
  });

/** Applies by the form of the first opening in the menu. */
async function apply(form: Record<string, string>) {
  const [, path = ''] = /href="[^"]*(\/j\/[^"]+)"/.exec((await get(`${menu}?menu`)).body) ?? [];
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = new URLSearchParams(form).toString();
  return program.app.inject({ method: 'POST', url: path, headers, payload, remoteAddress: newAddress() });
}

const cookieOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

const frames = (answer: { headers: Record<string, unknown> }) =>
  /frame-ancestors ([^;]*)/.exec(String(answer.headers['content-security-policy']))?.[1];

describe('the menu of the web chat', () => {
  it('holds what is offered, the other campaigns not, and each leads to its page', async () => {
    const other = await program.app.inject({
      method: 'POST',
      url: '/api/campaigns',
      headers: as('owner', hiring),
      payload: { title: 'Not <offered>', country: 'US', language: 'en' },
    });
    const { body } = await get(menu);
    assert.match(body, /Agents/);
    assert.doesNotMatch(body, /Not/);
    await offer(other.json().id, 'Night & day');
    assert.match((await get(menu)).body, /Night &#38; day/);
    await offer(other.json().id, '', 'disabled');
    assert.doesNotMatch((await get(menu)).body, /Night/);
  });

  it('is not found by an address that we did not give out', async () => {
    const [company] = menu.slice('/w/'.length).split('.');
    for (const token of [`${company}.${'A'.repeat(22)}`, 'nobody', `${company}`, `${menu.slice(3)}x`])
      assert.equal((await get(`/w/${token}`)).statusCode, 404, token);
    assert.equal((await get(`${menu}?from=minus&menu=1&x=2`)).statusCode, 200);
  });
});

describe('the sites with the web chat', () => {
  it('are those that the owner names, and no other may show it in a frame', async () => {
    assert.equal(frames(await get(menu)), "'none'");
    const saved = await widget(['careers.example.com', 'https://www.example.com/jobs?x=1', 'localhost:8080']);
    const sites = ['https://careers.example.com', 'https://www.example.com', 'http://localhost:8080'];
    assert.deepEqual(saved.json().sites, sites);
    assert.equal(frames(await get(menu)), sites.join(' '));
    assert.equal(frames(await get('/api/widget')), "'none'");
    const elsewhere = await createHiring(program.db, { name: 'Elsewhere' });
    const theirs = await program.app.inject({ url: '/api/widget', headers: as('owner', elsewhere) });
    assert.equal(frames(await get(pathOf(theirs.json().url))), "'none'");
    assert.deepEqual((await widget([])).json().sites, []);
  });

  it('are told by the button’s question, which others answer with no', async () => {
    const { url } = (await widget(['https://careers.example.com'])).json();
    const ask = async (path: string, origin: string) => {
      const answer = await program.app.inject({
        url: `${path}/site`,
        headers: { origin },
        remoteAddress: newAddress(),
      });
      return [answer.statusCode, answer.headers['access-control-allow-origin']];
    };
    assert.deepEqual(await ask(pathOf(url), 'https://careers.example.com'), [204, '*']);
    for (const origin of ['https://careers.example.com.evil.example', 'null', ''])
      assert.deepEqual(await ask(pathOf(url), origin), [403, '*'], origin);
    assert.deepEqual(await ask('/w/nobody', 'https://careers.example.com'), [404, '*']);
    await widget([]);
  });

  it('are refused where they are no addresses of sites, with the reason', async () => {
    for (const site of [
      '*',
      'https://*.example.com',
      'http://example.com',
      "https://a.example; script-src 'unsafe-inline'",
      'javascript:alert(1)',
      'https://user:word@example.com',
      'example',
      '',
    ]) {
      const answer = await widget([site]);
      assert.equal(answer.statusCode, 400, site);
      assert.match(answer.body, /no address of a site/);
    }
    assert.equal((await widget(Array.from({ length: 51 }, (_, at) => `https://${at}.example.com`))).statusCode, 400);
  });
});

describe('who has a question in the web chat', () => {
  const chat = (path: string, payload?: object) =>
    program.app.inject({
      url: path,
      ...(payload ? { method: 'POST', payload } : { method: 'GET' }),
      remoteAddress: newAddress(),
    });

  it('is asked for it, told that it has arrived, and reads the answer there', async () => {
    const { id } = (
      await program.app.inject({
        method: 'POST',
        url: '/api/campaigns',
        headers: as('owner', hiring),
        payload: { title: 'Questions', country: 'US', language: 'en' },
      })
    ).json();
    const page = pathOf((await offer(id, 'Ask our team', 'inquiry')).json().links.page);
    assert.match((await get(page)).body, /Ask us here in the browser/);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams({ name: 'Quin', phone: '', email: 'quin@example.com' }).toString();
    const asked = await program.app.inject({
      method: 'POST',
      url: page,
      headers,
      payload,
      remoteAddress: newAddress(),
    });
    assert.equal(asked.statusCode, 303, asked.body);
    const api = pathOf(String(asked.headers.location)).replace('/c/', '/api/chat/');
    assert.equal((await chat(api)).json().state, 'inquiry');

    const said = (answer: { json(): { messages: { author: string; body: string }[] } }) =>
      answer.json().messages.map(({ author, body }) => `${author}: ${body}`);
    await chat(`${api}/opened`, { clientKey: 'the-first-look' });
    const prompt = 'bot: What would you like to know? Write to us here, and our team will get back to you.';
    assert.deepEqual(said(await chat(`${api}/opened`, { clientKey: 'the-second-look' })), [prompt]);
    await chat(`${api}/messages`, { clientKey: 'the-question', text: 'Is there night work?' });
    await chat(`${api}/messages`, { clientKey: 'more-of-it', text: 'In Cebu?' });
    const [{ id: applicationId, folder, unread }] = (
      await program.app.inject({ url: `/api/applications?campaign=${id}`, headers: as('owner', hiring) })
    ).json().items;
    assert.deepEqual([folder, unread], ['inbox', true]);
    const reply = await program.app.inject({
      method: 'POST',
      url: `/api/applications/${applicationId}/messages`,
      headers: as('owner', hiring),
      payload: { channel: 'webchat', body: 'Yes, from Monday.', clientKey: 'a-reply-of-ours' },
    });
    assert.equal(reply.statusCode, 201, reply.body);
    assert.deepEqual(said(await chat(api)), [
      prompt,
      'candidate: Is there night work?',
      'bot: Thank you. Our team has your message and will get back to you here.',
      'candidate: In Cebu?',
      'user: Yes, from Monday.',
    ]);
  });
});

describe('who applies in the web chat', () => {
  it('comes back to their own chat, and to the menu where they ask for it', async () => {
    const applied = await apply({ name: 'Rosa', phone: '', email: 'rosa@example.com' });
    assert.equal(applied.statusCode, 303, applied.body);
    const chat = pathOf(String(applied.headers.location));
    const cookie = cookieOf(applied);
    const back = await get(menu, cookie);
    assert.deepEqual([back.statusCode, back.headers.location], [303, chat]);
    assert.equal((await get(`${menu}?menu`, cookie)).statusCode, 200);

    const elsewhere = await createHiring(program.db, { name: 'Elsewhere' });
    const theirs = await program.app.inject({ url: '/api/widget', headers: as('owner', elsewhere) });
    assert.equal((await get(pathOf(theirs.json().url), cookie)).statusCode, 200);
    const forged = `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`;
    assert.equal((await get(menu, forged)).statusCode, 200);
    await program.db.pool.query(`update applications set link_version = 2 where source = 'Web chat'`);
    assert.equal((await get(menu, cookie)).statusCode, 200);
  });

  it('is told what is wrong with a field, and finds the others as they were typed', async () => {
    for (const [form, told] of [
      [{ name: ' ', phone: '', email: '' }, /Please tell us your name/],
      [{ name: '"><script>x', phone: '', email: '' }, /neither an e-mail address nor a phone number/],
      [{ name: 'Ana', phone: '12', email: '' }, /too short/],
      [{ name: 'Ana', phone: '', email: 'ana@' }, /no e-mail address/],
      [{ name: 'A'.repeat(5000), phone: '', email: 'ana@example.com' }, /200 are the most/],
      [{}, /Please tell us your name/],
    ] as const) {
      const answer = await apply(form as Record<string, string>);
      assert.equal(answer.statusCode, 422, JSON.stringify(form));
      assert.match(answer.body, told);
      assert.ok(!answer.body.includes('<script'));
    }
    assert.match((await apply({ name: 'Ana "B"', phone: '12', email: '' })).body, /value="Ana &#34;B&#34;"/);
  });

  it('takes nobody else’s address from them, and is no way to somebody else’s conversation', async () => {
    const victim = await createApplicant(program.db, hiring, { firstName: 'Vic', email: null, phone: null });
    await program.app.inject({
      method: 'PATCH',
      url: `/api/applications/${victim.applicationId}`,
      headers: as('owner', hiring),
      payload: { email: 'vic@example.com' },
    });
    const applied = await apply({ name: 'Mallory', phone: '', email: 'vic@example.com' });
    assert.equal(applied.statusCode, 303);
    const { items } = (
      await program.app.inject({ url: '/api/applications?q=vic@example.com', headers: as('owner', hiring) })
    ).json();
    const mallory = items.find(({ firstName }: { firstName: string }) => firstName === 'Mallory');
    assert.notEqual(mallory.candidateId, victim.candidateId);
    assert.deepEqual(
      mallory.labels.map(({ automatic }: { automatic: string }) => automatic),
      ['duplicate'],
    );
    const owner = await withSystem(program.db, (trx) =>
      trx
        .selectFrom('candidate_contacts')
        .select('candidate_id')
        .where('value', '=', 'vic@example.com')
        .executeTakeFirstOrThrow(),
    );
    assert.equal(owner.candidate_id, victim.candidateId);
  });
});
