import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused, json, type PublicApi, startPublicApi } from '#test/public-api.ts';

let api: PublicApi;

before(async () => {
  api = await startPublicApi();
});
after(() => api.program.close());

test('a candidate sent as JSON is there, with a national number read by the campaign’s country, and is invited', async () => {
  const answer = await api.post(
    api.person({ user_phone_number: '0917 123 4567', source: 'Careers site', others: { position: 'Agent', years: 3 } }),
  );
  assert.equal(answer.status, 201);
  const { id, candidate_id, ...rest } = answer.body;
  assert.deepEqual(rest, { campaign_id: api.recruiting.campaignId, state: 'inbox', duplicate: false });
  const row = await api.applicationRow(id);
  assert.deepEqual(
    [row.candidate_id, row.source, row.folder, row.others],
    [candidate_id, 'Careers site', 'inbox', { position: 'Agent', years: '3' }],
  );
  const candidate = await api.inCompany((trx) =>
    trx.selectFrom('candidates').selectAll().where('id', '=', candidate_id).executeTakeFirstOrThrow(),
  );
  assert.equal(candidate.phone, '+639171234567');
  const messages = await api.inCompany((trx) =>
    trx.selectFrom('messages').selectAll().where('application_id', '=', id).orderBy('channel').execute(),
  );
  assert.deepEqual(
    messages.map((message) => [message.channel, message.to_address, message.status]),
    [
      ['email', candidate.email, 'queued'],
      ['sms', '+639171234567', 'queued'],
    ],
  );
  assert.match(messages[1]?.body ?? '', /^Hi Ana, your interview with Harbour & Sons: http:\/\/localhost\/c\/\S+$/);
  const events = await api.inCompany((trx) =>
    trx
      .selectFrom('application_events')
      .select(['kind', 'actor', 'data'])
      .where('application_id', '=', id)
      .orderBy('id')
      .execute(),
  );
  assert.deepEqual(events, [
    { kind: 'added', actor: 'api', data: { source: 'Careers site' } },
    { kind: 'invited', actor: 'system', data: { channels: ['sms', 'email'] } },
  ]);
});

test('flat bracket keys, form fields, and credentials in query or headers mean the same', async () => {
  const flat = {
    'campaign_invitation[first_name]': 'Bea',
    'campaign_invitation[last_name]': 'Cruz',
    'campaign_invitation[others][position]': 'Agent',
  };
  const ways = [
    await api.send(
      JSON.stringify({ ...api.credentials(), ...flat, 'campaign_invitation[email]': 'bea1@example.com' }),
      json,
    ),
    await api.send(
      new URLSearchParams({ ...api.credentials(), ...flat, 'campaign_invitation[email]': 'bea2@example.com' }),
    ),
    await api.send(
      new URLSearchParams({ ...flat, 'campaign_invitation[email]': 'bea3@example.com' }),
      {},
      { query: `?${new URLSearchParams(api.credentials())}` },
    ),
    await api.send(JSON.stringify({ ...flat, 'campaign_invitation[email]': 'bea4@example.com' }), {
      ...json,
      'api-key': api.recruiting.key,
      'api-secret': api.recruiting.secret,
    }),
    await api.send(api.form({ ...flat, 'campaign_invitation[email]': 'bea5@example.com' })),
  ];
  for (const way of ways) {
    assert.equal(way.status, 201, JSON.stringify(way.body));
    const row = await api.applicationRow(way.body.id);
    assert.deepEqual(row.others, { position: 'Agent' });
  }
});

test('a résumé is kept by what is in the file, under its own name', async () => {
  const cases: [string | Buffer, string, string][] = [
    ['%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'Carlo García.pdf', 'Carlo García.pdf'],
    ['{\\rtf1\\ansi Carlo}', 'cv', 'cv.rtf'],
    ['Carlo García\nTen years of service desk\n', 'cv.txt', 'cv.txt'],
    [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]), 'old.doc', 'old.doc'],
  ];
  for (const [content, name, kept] of cases) {
    const answer = await api.send(api.form(api.formPerson(), { content, name }));
    assert.equal(answer.status, 201, `${name} ${JSON.stringify(answer.body)}`);
    const row = await api.applicationRow(answer.body.id);
    assert.equal(row.resume_name, kept);
    assert.equal((await api.program.services.blobs.head(row.resume_key ?? ''))?.size, Buffer.byteLength(content));
  }
});

test('long texts are cut between characters, never within one', async () => {
  const name = `${'a'.repeat(156)}😀${'a'.repeat(38)}😀`;
  const invited = await api.post(api.person({ first_name: name, user_phone_number: '09181113333' }));
  assert.equal(invited.status, 201, JSON.stringify(invited.body));
  assert.equal((await api.applicationRow(invited.body.id)).last_message, `Hi ${'a'.repeat(156)}😀`);
  const attached = await api.send(api.form(api.formPerson(), { content: 'Carlo', name: `${'a'.repeat(99)}😀😀.txt` }));
  assert.equal(attached.status, 201, JSON.stringify(attached.body));
  assert.equal((await api.applicationRow(attached.body.id)).resume_name, `${'a'.repeat(99)}….txt`);
  const refused = await api.post(api.person({ email: `${'a'.repeat(59)}😀` }));
  assertRefused(refused, 422, 'invalid_email', /^"a{59}…" is no/);
});

test('the same person again is a second application, labelled Duplicate; by phone in any form too', async () => {
  const first = await api.post(api.person({ email: 'Dora@Example.com', user_phone_number: '09181112222' }));
  const byEmail = await api.post(api.person({ first_name: 'Dora', email: 'DORA@example.COM' }));
  const byPhone = await api.post(api.person({ email: undefined, user_phone_number: '+63 918 111 2222' }));
  assert.deepEqual([first.body.duplicate, byEmail.body.duplicate, byPhone.body.duplicate], [false, true, true]);
  assert.deepEqual(
    [byEmail.body.candidate_id, byPhone.body.candidate_id],
    [first.body.candidate_id, first.body.candidate_id],
  );
  assert.equal(new Set([first.body.id, byEmail.body.id, byPhone.body.id]).size, 3);
  const labelled = await api.inCompany((trx) =>
    trx
      .selectFrom('application_labels as a')
      .innerJoin('labels as l', 'l.id', 'a.label_id')
      .select(['a.application_id', 'l.automatic'])
      .where('a.application_id', 'in', [first.body.id, byEmail.body.id, byPhone.body.id])
      .orderBy('a.application_id')
      .execute(),
  );
  assert.deepEqual(
    labelled.map((label) => label.application_id),
    [byEmail.body.id, byPhone.body.id],
  );
});

test('a repeated Idempotency-Key gets the first answer; for another request it is refused', async () => {
  const invitation = { ...api.credentials(), campaign_invitation: api.person() };
  const headers = { ...json, 'idempotency-key': 'order-66' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => api.send(JSON.stringify(invitation), headers)));
  assert.deepEqual(
    new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(answer.body)}`)).size,
    1,
    JSON.stringify(answers.map((a) => a.body)),
  );
  assert.equal(answers[0]?.status, 201);
  assert.equal(answers.filter((answer) => answer.headers.get('idempotent-replayed') === 'true').length, 5);
  const other = { ...invitation, campaign_invitation: api.person() };
  assertRefused(await api.send(JSON.stringify(other), headers), 422, 'idempotency_key_reused', /one request/);
});
