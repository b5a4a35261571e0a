import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { as, messagesOf } from '#test/applicants.ts';
import {
  connectMail,
  createWriter,
  handOver,
  type Mailing,
  nthMail,
  ourAddress,
  proof,
  rawMail,
  replyTo,
  startMailing,
} from '#test/mailing.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let mailing: Mailing;
let webhook: string;
before(async () => {
  mailing = await startMailing({ worker: true });
  webhook = await connectMail(mailing);
});
after(() => mailing.close());

async function receive(raw: string) {
  const answer = await handOver(mailing.program, webhook, raw);
  assert.equal(answer.statusCode, 200, answer.body);
  await hurry(mailing.program);
}

async function invite(applicationId: number) {
  const url = `/api/applications/${applicationId}/invitation`;
  const answer = await mailing.program.app.inject({ method: 'POST', url, headers: as('owner', mailing.hiring) });
  assert.ok(answer.statusCode < 300, answer.body);
}

const reasonsOf = async ({ email }: { email: string }) => {
  const query = 'select reason from suppressions where address = $1';
  return (await mailing.program.db.pool.query(query, [email])).rows.map(({ reason }) => reason);
};

const answersOf = async (applicationId: number) => {
  const query =
    'select question_id, kind, text, number, choice_id from answers where application_id = $1 order by position';
  return (await mailing.program.db.pool.query(query, [applicationId])).rows;
};

describe('an interview by e-mail', () => {
  it('is held in one thread, from the invitation to the last word, by numbers where something is chosen', async () => {
    const ana = await createWriter(mailing.program, mailing.hiring);
    const from = `Ana María <${ana.email}>`;
    await invite(ana.applicationId);
    const invitation = await nthMail(mailing.smtp, ana.email, 1);
    await receive(replyTo(invitation, { from, text: 'Hi, let us begin' }));
    const first = await nthMail(mailing.smtp, ana.email, 2);
    assert.equal(first.mail.text?.trim(), 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal(first.mail.subject, 'Re: Your interview');
    await receive(replyTo(first, { from, text: 'I like people\n\nSent from my iPhone' }));
    const second = await nthMail(mailing.smtp, ana.email, 3);
    await receive(replyTo(second, { from, text: 'I am Ana.' }));
    await receive(replyTo(await nthMail(mailing.smtp, ana.email, 4), { from, text: 'three' }));
    const shift = await nthMail(mailing.smtp, ana.email, 5);
    assert.equal(shift.mail.text?.trim(), 'Which shift?\n1. Day\n2. Night');
    await receive(replyTo(shift, { from, text: '2' }));
    const last = await nthMail(mailing.smtp, ana.email, 6);
    assert.equal(last.mail.text?.trim(), 'Thank you, we will be in touch.');
    assert.deepEqual(
      (await answersOf(ana.applicationId)).map(({ text, number, choice_id }) => [text, number, choice_id]),
      [
        ['I like people', null, null],
        ['I am Ana.', null, null],
        ['three', 3, null],
        ['Night', null, 'night'],
      ],
    );
    // As a mail program finds a thread: each mail names those before it, also the candidate's own.
    const ids = [invitation, first, second, shift].map(({ mail }) => mail.messageId as string);
    const references = [last.mail.references].flat() as string[];
    assert.ok(ids.every((id) => references.includes(id)));
    assert.equal(last.mail.inReplyTo, references.at(-1));
    assert.ok(!ids.includes(last.mail.inReplyTo as string));
  });

  it('reads pieces that were sent one after another together', async () => {
    const bea = await createWriter(mailing.program, mailing.hiring);
    await invite(bea.applicationId);
    const invitation = await nthMail(mailing.smtp, bea.email, 1);
    await receive(replyTo(invitation, { from: bea.email, text: 'Hello' }));
    const first = await nthMail(mailing.smtp, bea.email, 2);
    for (const text of ['I like', 'people'])
      await handOver(mailing.program, webhook, replyTo(first, { from: bea.email, text }));
    await hurry(mailing.program);
    await nthMail(mailing.smtp, bea.email, 3);
    assert.equal((await answersOf(bea.applicationId))[0]?.text, 'I like\npeople');
  });

  it('is not driven by an answering machine, which is shown all the same', async () => {
    const cara = await createWriter(mailing.program, mailing.hiring);
    await invite(cara.applicationId);
    const invitation = await nthMail(mailing.smtp, cara.email, 1);
    for (const header of ['Auto-Submitted: auto-replied', 'Precedence: auto_reply', 'X-Autoreply: yes'])
      await receive(replyTo(invitation, { from: cara.email, text: `I am away (${header})`, headers: [header] }));
    const said = await waitUntil(async () => {
      const all = (await messagesOf(mailing.program.db, cara)).filter(({ direction }) => direction === 'in');
      return all.length === 3 ? all : null;
    });
    assert.match(said[0]?.body ?? '', /^I am away/);
    assert.equal(said[0]?.unconfirmed, false, 'it answers what we wrote');
    const { rows } = await mailing.program.db.pool.query('select from interview_sessions where application_id = $1', [
      cara.applicationId,
    ]);
    assert.equal(rows.length, 0);
    assert.equal(mailing.smtp.mails.filter(({ to }) => to === cara.email).length, 1);
  });

  it('ends where somebody writes that word alone, in English or Spanish, whatever they quote below it', async () => {
    for (const word of ['STOP', 'unsubscribe', 'Baja', 'cancelar']) {
      const dora = await createWriter(mailing.program, mailing.hiring);
      await invite(dora.applicationId);
      await receive(replyTo(await nthMail(mailing.smtp, dora.email, 1), { from: dora.email, text: word }));
      const { rows } = await mailing.program.db.pool.query('select reason from suppressions where address = $1', [
        dora.email,
      ]);
      assert.deepEqual(rows, [{ reason: 'stop' }], word);
    }
    const eva = await createWriter(mailing.program, mailing.hiring);
    await invite(eva.applicationId);
    const text = 'Please stop by phone instead of mail';
    await receive(replyTo(await nthMail(mailing.smtp, eva.email, 1), { from: eva.email, text }));
    assert.equal((await nthMail(mailing.smtp, eva.email, 2)).to, eva.email);
  });

  it('ends for the address that our mail went to, and for nobody whose address is only claimed', async () => {
    const [eve, victim] = [
      await createWriter(mailing.program, mailing.hiring),
      await createWriter(mailing.program, mailing.hiring),
    ];
    await invite(eve.applicationId);
    const invitation = await nthMail(mailing.smtp, eve.email, 1);
    await receive(replyTo(invitation, { from: victim.email, text: 'STOP' }));
    assert.deepEqual([await reasonsOf(eve), await reasonsOf(victim)], [['stop'], []]);
    await receive(rawMail({ from: victim.email, text: 'STOP', headers: [proof()] }));
    await receive(replyTo(invitation, { from: victim.email, text: 'START' }));
    assert.deepEqual([await reasonsOf(eve), await reasonsOf(victim)], [[], ['stop']]);
    await mailing.program.db.pool.query(`update suppressions set reason = 'bounced' where address = $1`, [
      victim.email,
    ]);
    await receive(replyTo(invitation, { from: victim.email, text: 'I am here' }));
    assert.deepEqual(await reasonsOf(victim), ['bounced']);
    const replaced = { ...invitation, mail: { ...invitation.mail, messageId: '<0100019@email.provider.example>' } };
    await receive(replyTo(replaced, { from: 'eve@elsewhere.example', text: 'baja' }));
    assert.deepEqual(await reasonsOf(eve), ['stop'], 'also where only the thread tells who was written to');
  });

  it('ends at a dead address too, and who takes that back has not brought it to life', async () => {
    const hal = await createWriter(mailing.program, mailing.hiring);
    await invite(hal.applicationId);
    const invitation = await nthMail(mailing.smtp, hal.email, 1);
    await mailing.program.db.pool.query(
      "insert into suppressions (company_id, channel, address, reason) values ($1, 'email', $2, 'bounced')",
      [hal.companyId, hal.email],
    );
    const elsewhere = (text: string) => receive(replyTo(invitation, { from: 'hal@elsewhere.example', text }));
    await elsewhere('STOP');
    assert.deepEqual(await reasonsOf(hal), ['stop']);
    await elsewhere('START');
    assert.deepEqual(await reasonsOf(hal), ['bounced']);
    await elsewhere('STOP');
    await receive(replyTo(invitation, { from: hal.email, text: 'I am here' }));
    assert.deepEqual(await reasonsOf(hal), ['stop'], 'somebody is there, and wants nothing');
    await waitUntil(async () =>
      (await messagesOf(mailing.program.db, hal)).some(({ body }) => body.includes('I am here')),
    );
    await elsewhere('START');
    assert.deepEqual(await reasonsOf(hal), []);
    const confirmed = await nthMail(mailing.smtp, hal.email, 2);
    assert.match(confirmed.mail.text ?? '', /you get our messages again/);
  });

  it('is answered by answers alone: a mail that begins a thread is shown, and left to people', async () => {
    const ivy = await createWriter(mailing.program, mailing.hiring);
    const apart = (subject: string, text: string) =>
      receive(rawMail({ from: ivy.email, subject, text, headers: [proof()] }));
    await invite(ivy.applicationId);
    await receive(replyTo(await nthMail(mailing.smtp, ivy.email, 1), { from: ivy.email, text: 'Hi' }));
    await nthMail(mailing.smtp, ivy.email, 2);
    await apart('A question now', 'May I bring my dog?');
    await apart('Fwd: Re: Your interview', 'See below');
    await apart('Re: Another job', 'I like it');
    await apart('Start', 'Start');
    const shown = await waitUntil(async () => {
      const all = (await messagesOf(mailing.program.db, ivy)).filter(({ direction }) => direction === 'in');
      return all.length === 5 ? all : null;
    });
    assert.ok(shown.some(({ body }) => body === 'May I bring my dog?'));
    assert.deepEqual(await answersOf(ivy.applicationId), []);
    assert.equal(mailing.smtp.mails.filter(({ to }) => to === ivy.email).length, 2);
    await apart('Antw: RE[2]: Your interview', 'I like people');
    await nthMail(mailing.smtp, ivy.email, 3);
    assert.equal((await answersOf(ivy.applicationId))[0]?.text, 'I like people');
  });

  it('takes START for an answer from somebody who has not opted out', async () => {
    const gwen = await createWriter(mailing.program, mailing.hiring);
    await invite(gwen.applicationId);
    await receive(replyTo(await nthMail(mailing.smtp, gwen.email, 1), { from: gwen.email, text: 'Start' }));
    assert.match((await nthMail(mailing.smtp, gwen.email, 2)).mail.text ?? '', /Why do you want this job/);
  });

  it('lets a mail program unsubscribe by a mail of its own', async () => {
    const fay = await createWriter(mailing.program, mailing.hiring);
    await invite(fay.applicationId);
    const { mail } = await nthMail(mailing.smtp, fay.email, 1);
    const ways = mail.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
    const subject = decodeURIComponent(/<mailto:jobs@acme\.example\?subject=([^>]+)>/.exec(ways)?.[1] ?? '');
    await receive(rawMail({ from: 'relay@elsewhere.example', subject: `${subject}x` }));
    const suppressed = () =>
      mailing.program.db.pool.query('select reason from suppressions where address = $1', [fay.email]);
    assert.deepEqual((await suppressed()).rows, []);
    await receive(rawMail({ from: 'relay@elsewhere.example', subject }));
    assert.deepEqual((await suppressed()).rows, [{ reason: 'unsubscribed' }]);
  });
});

describe('whose mail it is', () => {
  const peopleNamed = async (address: string) => {
    const query = 'select kind, candidate_id from candidate_contacts where value = $1 order by kind';
    return (await mailing.program.db.pool.query(query, [address])).rows;
  };
  const heard = (applicant: Parameters<typeof messagesOf>[1]) =>
    waitUntil(async () =>
      (await messagesOf(mailing.program.db, applicant)).find(({ direction }) => direction === 'in'),
    );

  it('is known by the thread that it answers, from whichever address', async () => {
    const gia = await createWriter(mailing.program, mailing.hiring);
    await invite(gia.applicationId);
    const invitation = await nthMail(mailing.smtp, gia.email, 1);
    await receive(replyTo(invitation, { from: 'gia.private@elsewhere.example', text: 'Hi' }));
    assert.equal((await heard(gia)).to_address, 'gia.private@elsewhere.example');
    assert.deepEqual(await peopleNamed('gia.private@elsewhere.example'), []);
  });

  it('is known by the thread also where a provider replaced our Message-ID', async () => {
    const hana = await createWriter(mailing.program, mailing.hiring);
    await invite(hana.applicationId);
    const sent = await nthMail(mailing.smtp, hana.email, 1);
    const replaced = { ...sent, mail: { ...sent.mail, messageId: '<0100018@email.provider.example>' } };
    await receive(replyTo(replaced, { from: 'hana@elsewhere.example', text: 'Hi' }));
    await heard(hana);
  });

  it('is the person’s of that address where our mail server vouches for it', async () => {
    const ida = await createWriter(mailing.program, mailing.hiring);
    await receive(rawMail({ from: ida.email, text: 'Is the job still free?', headers: [proof()] }));
    assert.equal((await heard(ida)).body, 'Is the job still free?');
  });

  it('is never the person’s of an address that it only claims', async () => {
    const claims = [
      [],
      [proof('evil.example')],
      [proof('candidates.example', 'mx.evil.example')],
      // The topmost is our server's; below it stands what the sender wrote.
      ['Authentication-Results: mx.acme.example; dmarc=fail header.from=candidates.example', proof()],
      [
        'Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=candidates.example"',
      ],
      ['Authentication-Results: mx.acme.example; none (; dmarc=pass header.from=candidates.example)'],
      ['Authentication-Results: mx.acme.example; dkim=pass header.d=mail.candidates.example'],
      ['In-Reply-To: <parley.m.1-1.AAAAAAAAAAAAAAAAAAAAAA@acme.example>'],
    ];
    for (const headers of claims) {
      const victim = await createWriter(mailing.program, mailing.hiring);
      await receive(rawMail({ from: `"Ana" <${victim.email}>`, text: 'STOP', headers }));
      const people = await peopleNamed(victim.email);
      assert.deepEqual(
        people.map(({ kind }) => kind),
        ['claimed_email', 'email'],
        headers.join(),
      );
      assert.notEqual(people[0].candidate_id, people[1].candidate_id);
      assert.equal((await messagesOf(mailing.program.db, victim)).length, 0);
      const { rows } = await mailing.program.db.pool.query('select from suppressions where address = $1', [
        victim.email,
      ]);
      assert.equal(rows.length, 0, 'and nobody opts out for them');
    }
  });

  it('stands under No Campaign where nobody knows the person, who can be answered', async () => {
    for (const text of ['Hello', 'I can start on Monday'])
      await receive(rawMail({ from: 'Jo Cruz <jo@strangers.example>', text }));
    const listed = await waitUntil(async () => {
      const url = '/api/applications?folder=no_campaign';
      const { items } = (await mailing.program.app.inject({ url, headers: as('owner', mailing.hiring) })).json();
      return items.find((one: { lastName: string; lastMessage: { text: string } | null }) => {
        return one.lastName === 'Cruz' && one.lastMessage?.text === 'I can start on Monday';
      });
    });
    const open = async (path: string) =>
      (await mailing.program.app.inject({ url: path, headers: as('owner', mailing.hiring) })).json();
    const { items } = await open(`/api/applications/${listed.id}/conversation`);
    const said = items.filter(({ direction }: { direction?: string }) => direction === 'in');
    assert.deepEqual(
      said.map(({ unconfirmed }: { unconfirmed: boolean }) => unconfirmed),
      [true, true],
      'nobody vouches for their address',
    );
    const { email, unconfirmedEmail } = await open(`/api/applications/${listed.id}`);
    assert.deepEqual([email, unconfirmedEmail], [null, 'jo@strangers.example']);
    const url = `/api/applications/${listed.id}/messages`;
    const payload = { channel: 'email', subject: 'Re: Hello', body: 'Come at nine.', clientKey: 'key-of-the-page' };
    const answer = await mailing.program.app.inject({
      method: 'POST',
      url,
      headers: as('owner', mailing.hiring),
      payload,
    });
    assert.equal(answer.statusCode, 201, answer.body);
    const { mail } = await nthMail(mailing.smtp, 'jo@strangers.example', 1);
    assert.equal(mail.headers.has('auto-submitted'), false, 'a person has written this');
  });

  it('is nobody’s where a machine wrote to us, or we ourselves', async () => {
    const before = (await mailing.program.db.pool.query('select count(*)::int from candidates')).rows[0].count;
    await receive(rawMail({ from: 'news@shop.example', text: 'Buy', headers: ['List-Id: <news.shop.example>'] }));
    await receive(rawMail({ from: 'noreply@shop.example', text: 'Your order' }));
    await receive(rawMail({ from: ourAddress, text: 'A copy' }));
    await receive(rawMail({ from: 'Mailer <>', text: 'No sender' }));
    assert.equal((await mailing.program.db.pool.query('select count(*)::int from candidates')).rows[0].count, before);
  });
});
