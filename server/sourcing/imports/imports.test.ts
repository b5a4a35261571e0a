import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import iconv from 'iconv-lite';
import { withCompany } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import { importCsv } from './run.ts';

let program: TestApp;
let hiring: Hiring;

before(async () => {
  program = await startTestApp({ listen: true, worker: true, authenticate: sessionFromHeader });
  hiring = await createHiring(program.db);
});
after(() => program.close());

async function call(method: string, path: string, body?: FormData | object, from = hiring) {
  const isForm = body instanceof FormData;
  const headers = { ...as('manager', from), ...(body && !isForm ? { 'content-type': 'application/json' } : {}) };
  const response = await fetch(program.url + path, {
    method,
    headers,
    body: isForm ? body : body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: /^[{[]/.test(text) ? JSON.parse(text) : null };
}

function file(content: string | Buffer, name = 'people.csv'): FormData {
  const form = new FormData();
  form.append('file', new Blob([content as string]), name);
  return form;
}

const upload = (content: string | Buffer, name?: string, from = hiring) =>
  call('POST', `/api/campaigns/${from.campaignId}/imports`, file(content, name), from);

async function run(content: string | Buffer, from = hiring) {
  const uploaded = await upload(content, 'people.csv', from);
  assert.equal(uploaded.status, 201, uploaded.text);
  const { id, reading } = uploaded.body;
  const started = await call(
    'POST',
    `/api/imports/${id}/start`,
    { mapping: reading.mapping, hasHeader: reading.hasHeader },
    from,
  );
  assert.equal(started.status, 200, started.text);
  return finished(id, from);
}

const finished = (id: number, from = hiring) =>
  waitUntil(async () => {
    const { body } = await call('GET', `/api/imports/${id}`, undefined, from);
    return ['finished', 'failed', 'cancelled'].includes(body.state) && body;
  }, 60_000);

const counts = (created: number, duplicate: number, existing: number, refused: number, warned = 0) => ({
  total: created + existing + refused,
  created,
  duplicate,
  existing,
  refused,
  warned,
});
const header = 'first name,last name,email,country code,phone number,referee\n';

const people = (names: string[], from = hiring) =>
  withCompany(program.db, from.companyId, (trx) =>
    trx
      .selectFrom('candidates')
      .select(['first_name', 'last_name', 'email', 'phone'])
      .where('first_name', 'in', names)
      .orderBy('id')
      .execute(),
  );

test('people of a file become invited candidates; every row is accounted for', async () => {
  const done = await run(
    `${header}Ana,Reyes,ana@list.example,+63,0917 555 0001,Marco Polo\nBea,Cruz,,ES,612 34 56 78,\nCai,,cai@list.example,,,\n"Dela ""Boy"", Jr",Ocampo,dela@list.example,63,9175550004,\n,,,,,\nEva,NoContact,,,,\nFil,BadPhone,,63,12,=1+1\n`,
  );
  assert.equal(done.state, 'finished');
  assert.deepEqual(done.counts, counts(4, 0, 0, 2));
  assert.deepEqual(await people(['Ana', 'Bea', 'Cai', 'Dela "Boy", Jr']), [
    { first_name: 'Ana', last_name: 'Reyes', email: 'ana@list.example', phone: '+639175550001' },
    { first_name: 'Bea', last_name: 'Cruz', email: null, phone: '+34612345678' },
    { first_name: 'Cai', last_name: '', email: 'cai@list.example', phone: null },
    { first_name: 'Dela "Boy", Jr', last_name: 'Ocampo', email: 'dela@list.example', phone: '+639175550004' },
  ]);
  const applications = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('applications')
      .select(['source', 'others'])
      .where('source', '=', 'CSV')
      .orderBy('id')
      .limit(1)
      .execute(),
  );
  assert.deepEqual(applications, [{ source: 'CSV', others: { referee: 'Marco Polo' } }]);
  const refusals = await call('GET', done.refusalsUrl);
  const lines = refusals.text.replace('\ufeff', '').split('\r\n');
  assert.equal(lines[0], 'Row,first name,last name,email,country code,phone number,referee,Reason');
  assert.match(lines[1] ?? '', /^6,Eva,NoContact,,,,,There is neither an e-mail/);
  assert.match(lines[2] ?? '', /^7,Fil,BadPhone,,63,12,'=1\+1,/);
});

test('what was not taken is told in the language of who uploaded the file', async () => {
  await withCompany(program.db, hiring.companyId, (trx) =>
    trx.updateTable('users').set({ language: 'es' }).where('id', '=', hiring.managerId).execute(),
  );
  const { refusalsUrl } = await run(`${header}Eva,SinContacto,,,,\n`);
  const [heads, row] = (await call('GET', refusalsUrl)).text.replace('\ufeff', '').split('\r\n');
  assert.equal(heads, 'Fila,first name,last name,email,country code,phone number,referee,Motivo');
  assert.match(row ?? '', /^2,Eva,SinContacto,,,,,No hay correo electrónico ni teléfono/);
  await withCompany(program.db, hiring.companyId, (trx) =>
    trx.updateTable('users').set({ language: 'en' }).where('id', '=', hiring.managerId).execute(),
  );
});

test('importing the same file again creates nothing twice; a person twice in a file is one', async () => {
  const content = `${header}Gia,One,gia@again.example,,,\nHal,Two,hal@again.example,,,\nGia,Again,GIA@again.example,,,\n`;
  assert.deepEqual((await run(content)).counts, counts(2, 0, 1, 0));
  assert.deepEqual((await run(content)).counts, counts(0, 0, 3, 0));
});

test('somebody known from another campaign gets a second application, counted as duplicate', async () => {
  const campaign = await withCompany(program.db, hiring.companyId, async (trx) => {
    const row = await trx
      .insertInto('campaigns')
      .values({ company_id: hiring.companyId, title: 'Drivers', country: 'PH', language: 'en' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('campaign_members')
      .values({ company_id: hiring.companyId, campaign_id: row.id, user_id: hiring.managerId })
      .execute();
    return row.id;
  });
  const done = await run(`${header}Gia,One,gia@again.example,,,\n`, { ...hiring, campaignId: campaign });
  assert.deepEqual(done.counts, counts(1, 1, 0, 0));
});

test('the common encodings, separators and line ends are read as they are meant', async () => {
  const text = (n: number, separator = ',', end = '\n') =>
    [
      ['Nombre', 'Apellidos', 'Correo electrónico'],
      [`Íñigo${n}`, 'Muñoz', `inigo${n}@letters.example`],
    ]
      .map((row) => row.join(separator))
      .join(end) + end;
  const files = [
    Buffer.from(text(1)),
    Buffer.from(`\ufeff${text(2, ';', '\r\n')}`),
    iconv.encode(text(3, '\t'), 'utf-16le', { addBOM: true }),
    iconv.encode(text(4, '|'), 'utf-16be', { addBOM: true }),
    iconv.encode(text(5, ';'), 'utf-16le'),
    iconv.encode(text(6, ';', '\r\n'), 'windows-1252'),
    iconv.encode(text(7, ',', '\r'), 'latin1'),
  ];
  for (const [index, content] of files.entries()) {
    const done = await run(content);
    assert.deepEqual(done.counts, counts(1, 0, 0, 0), `file ${index + 1}: ${JSON.stringify(done)}`);
    assert.deepEqual(done.reading.mapping, ['firstName', 'lastName', 'email']);
  }
  const names = files.map((_, index) => `Íñigo${index + 1}`);
  assert.deepEqual(
    (await people(names)).map((row) => [row.first_name, row.last_name]),
    names.map((name) => [name, 'Muñoz']),
  );
});

test('without a header, with ragged rows, quoted line ends and stray quotes', async () => {
  const done = await run(
    'Ivo,Long,ivo@ragged.example,+63,9176660001,Ref,extra,cells\nJan,Short,jan@ragged.example\n"Kim\nAnn",Lines,kim@ragged.example,,,\nLu"Lu,Stray,lulu@ragged.example,,,',
  );
  assert.equal(done.reading.hasHeader, false);
  assert.deepEqual(done.counts, counts(4, 0, 0, 0), JSON.stringify(done));
  assert.deepEqual((await people(['Kim Ann', 'Lu"Lu'])).length, 2);
});

test('a quote that is never closed ends the import with words, and keeps the rows before it', async () => {
  const rows = Array.from({ length: 600 }, (_, n) => `Mo${n},Row,mo${n}@quote.example,,,\n`).join('');
  const done = await run(`${header}${rows}Nan,"open,x@quote.example,,,\n${'filler,filler,filler\n'.repeat(60_000)}`);
  assert.equal(done.state, 'failed');
  assert.match(done.error, /opened and not closed/);
  assert.equal(done.counts.created, 600);
});

test('what is no list is refused at once', async () => {
  const zip = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)]);
  for (const [content, message] of [
    ['', /empty/],
    [zip, /spreadsheet, not a CSV/],
    [Buffer.from('%PDF-1.4\0\0\0binary\0'), /No rows can be read/],
  ] as const) {
    const answer = await upload(content);
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.body.error.message, message);
  }
  assert.equal((await call('POST', `/api/campaigns/${hiring.campaignId}/imports`, {})).status, 415);
});

test('the mapping has to make sense, and an import starts once', async () => {
  const { body } = await upload(`${header}Oz,Map,oz@map.example,,,\n`);
  const start = (mapping: string[]) => call('POST', `/api/imports/${body.id}/start`, { mapping, hasHeader: true });
  for (const mapping of [
    ['firstName'],
    ['email', 'email', 'ignore', 'ignore', 'ignore', 'ignore'],
    ['firstName', 'lastName', 'ignore', 'ignore', 'ignore', 'ignore'],
    Array(6).fill('nonsense'),
  ])
    assert.equal((await start(mapping)).status, 400);
  assert.equal((await start(body.reading.mapping)).status, 200);
  assert.equal((await start(body.reading.mapping)).status, 409);
  await finished(body.id);
  assert.equal((await call('POST', `/api/imports/${body.id}/cancel`)).status, 409);
});

test('imports are seen by those who reach the campaign alone', async () => {
  const { body } = await upload(`${header}Pia,Fence,pia@fence.example,,,\n`);
  const other = await createHiring(program.db);
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/cancel'],
    ['GET', '/refusals.csv'],
  ] as const)
    assert.equal((await call(method, `/api/imports/${body.id}${path}`, undefined, other)).status, 404);
  assert.equal((await upload(header, 'x.csv', { ...other, campaignId: hiring.campaignId })).status, 404);
  assert.equal((await call('POST', `/api/imports/${body.id}/cancel`)).body.state, 'cancelled');
});

test('an import goes on where a stopped worker left it; each row counts once', async () => {
  const rows = Array.from({ length: 2300 }, (_, n) =>
    n % 100 === 0 ? `Bad${n},Row,,,,\n` : `Res${n},Row,res${n}@resume.example,,,\n`,
  ).join('');
  const { body } = await upload(header + rows);
  const ids = { companyId: hiring.companyId, importId: body.id };
  await withCompany(program.db, hiring.companyId, (trx) =>
    trx.updateTable('imports').set({ state: 'waiting' }).where('id', '=', body.id).execute(),
  );
  const stopping = new AbortController();
  const { services } = program;
  const stop = services.hints.subscribe((hint) => hint.topic === 'imports' && hint.id === body.id && stopping.abort());
  const runOf = (signal: AbortSignal) => ({ id: '', attempt: 1, lastAttempt: false, signal });
  // Two workers at once, one of them taken away in the middle.
  const both = await Promise.allSettled([
    importCsv(services, ids, runOf(stopping.signal)),
    importCsv(services, ids, runOf(stopping.signal)),
  ]);
  stop();
  const middle = (await call('GET', `/api/imports/${body.id}`)).body;
  assert.equal(middle.state, 'running', JSON.stringify(both));
  assert.ok(middle.counts.total > 0 && middle.counts.total < 2300);
  await importCsv(services, ids, runOf(new AbortController().signal));
  const done = await finished(body.id);
  assert.deepEqual([done.state, done.counts], ['finished', counts(2277, 0, 0, 23)]);
  const made = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('candidates')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('email', 'like', 'res%@resume.example')
      .executeTakeFirstOrThrow(),
  );
  assert.equal(made.n, 2277);
});

test('a column can be one of the company’s attributes, and is taken for it by its name', async () => {
  const own = await createHiring(program.db, { name: 'With attributes' });
  for (const [key, name, type] of [
    ['size', 'Shirt size', 'text'],
    ['joined', 'Joined on', 'date'],
  ] as const)
    await withCompany(program.db, own.companyId, (trx) =>
      trx.insertInto('custom_attributes').values({ company_id: own.companyId, key, name, type, position: 1 }).execute(),
    );
  const { body } = await upload(
    'Name,Email,shirt SIZE,When\nAna Reyes,ana@columns.example,M,31.3.2027\n',
    'a.csv',
    own,
  );
  assert.deepEqual(body.reading.mapping, ['fullName', 'email', 'attribute:size', 'other']);
  const start = (mapping: string[]) => call('POST', `/api/imports/${body.id}/start`, { mapping, hasHeader: true }, own);
  for (const wrong of ['attribute:gone', 'attribute:', 'attribute:size'])
    assert.equal((await start(['fullName', 'email', 'attribute:size', wrong])).status, 400, wrong);
  assert.equal((await start(['fullName', 'email', 'attribute:size', 'attribute:joined'])).status, 200);
  await finished(body.id, own);
  const row = await withCompany(program.db, own.companyId, (trx) =>
    trx.selectFrom('applications').select('others').where('company_id', '=', own.companyId).executeTakeFirstOrThrow(),
  );
  assert.deepEqual(row.others, { size: 'M', joined: '2027-03-31' });
});

test('values that are not of their attribute’s type are kept, and told by row and column', async () => {
  const own = await createHiring(program.db, { name: 'Odd values' });
  await withCompany(program.db, own.companyId, (trx) =>
    trx
      .insertInto('custom_attributes')
      .values(
        ['number', 'date', 'choice'].map((type, index) => ({
          company_id: own.companyId,
          key: type,
          name: ['Salary', 'Start', 'Shift'][index] as string,
          type,
          choices: type === 'choice' ? '["Day","Night"]' : '[]',
          position: index + 1,
        })),
      )
      .execute(),
  );
  const content =
    'Name,Email,Salary,Start,Shift\nAna Reyes,ana@odd.example,"1,200",31/03/2027,night\nBea Cruz,bea@odd.example,abc,yesterday,Moonlight\nCai Lim,,xyz,,\n';
  const { body } = await upload(content, 'a.csv', own);
  const read = (column: number, attribute: string, from = own) =>
    call('GET', `/api/imports/${body.id}/values?column=${column}&attribute=${attribute}`, undefined, from);
  assert.deepEqual((await read(3, 'date')).body.slice(1), [
    { text: '31/03/2027', value: '2027-03-31' },
    { text: 'yesterday', value: null },
  ]);
  assert.deepEqual((await read(3, 'gone')).body, []);
  assert.equal((await read(500, 'date')).status, 400);
  assert.equal((await read(3, 'date', hiring)).status, 404);

  const done = await run(content, own);
  assert.deepEqual(done.counts, counts(2, 0, 0, 1, 1));
  const lines = (await call('GET', done.refusalsUrl, undefined, own)).text.split('\r\n').slice(1);
  assert.match(
    lines[0] ?? '',
    /^3,Bea Cruz,bea@odd\.example,abc,yesterday,Moonlight,"Added, with values .*Salary: ""abc"" is no number\. Start: ""yesterday"" is no date\. Shift: ""Moonlight"" is none of the choices\."$/,
  );
  const problems = await call('GET', `/api/imports/${done.id}/problems`, undefined, own);
  assert.deepEqual(
    problems.body.map(({ row }: { row: number }) => row),
    [3, 4],
  );
  assert.deepEqual((await run(content, own)).counts, counts(0, 0, 2, 1));

  // With the application its row goes, as everything of a person does that is erased.
  await withCompany(program.db, own.companyId, (trx) =>
    trx.deleteFrom('applications').where('company_id', '=', own.companyId).execute(),
  );
  const left = await call('GET', `/api/imports/${done.id}/problems`, undefined, own);
  assert.deepEqual(
    left.body.map(({ row }: { row: number }) => row),
    [4],
  );
});

test('columns keep what they hold, also under names that every object has', async () => {
  const own = await createHiring(program.db, { name: 'Odd columns' });
  await run('Name,Email,__proto__,constructor\nAna Reyes,ana@odd.example,first,second\n', own);
  const row = await withCompany(program.db, own.companyId, (trx) =>
    trx.selectFrom('applications').select('others').where('company_id', '=', own.companyId).executeTakeFirstOrThrow(),
  );
  assert.deepEqual(row.others, { _proto_: 'first', constructor: 'second' });
});
