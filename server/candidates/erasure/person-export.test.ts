import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { storeBlob } from '#platform/blobs/loose.ts';
import { as, createHiring } from '#test/applicants.ts';
import { formOf } from '#test/files.ts';
import { type Leads, startLeads } from '#test/leads.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const query = <Row>(text: string, values: unknown[] = []) =>
  leads.program.db.pool.query(text, values).then(({ rows }) => rows as Row[]);

async function add(person: Record<string, string>): Promise<{ id: number; candidateId: number }> {
  const added = await leads.call('POST', `/api/campaigns/${leads.hiring.campaignId}/applications`, person);
  assert.equal(added.statusCode, 201, added.body);
  const { applicationId: id, candidateId } = added.json();
  return { id, candidateId };
}

const cv = { name: 'Zoraidaquin.txt', contentType: 'text/plain', body: Buffer.from('Zoraidaquin Velascomer, agent') };

async function giveResume(id: number): Promise<string> {
  const { headers, payload } = await formOf(cv);
  const url = `/api/applications/${id}/resume`;
  const given = { ...as('manager', leads.hiring), ...headers };
  const answer = await leads.program.app.inject({ method: 'PUT', url, headers: given, payload });
  assert.ok(answer.statusCode < 300, answer.body);
  const [row] = await query<{ resume_key: string }>('select resume_key from applications where id = $1', [id]);
  return row?.resume_key ?? '';
}

async function exported(id: number) {
  const answer = await leads.call('GET', `/api/applications/${id}/person`, undefined, leads.hiring, 'owner');
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.headers['content-type'], 'application/zip');
  const entries = unzip(answer.rawPayload);
  return { entries, person: JSON.parse(entries.get('person.json')?.toString() ?? ''), bytes: answer.rawPayload };
}

const setDetails = (id: number, details: object) =>
  query('update applications set others = $2 where id = $1', [id, JSON.stringify(details)]);

/** Where the file of this key lies on the disk. */
function pathOf(key: string): string {
  const { blobs } = leads.program.services.config;
  assert.ok(blobs.kind === 'disk');
  const [company = '', name = ''] = key.split('/');
  return join(blobs.directory, company, name.slice(0, 2), name);
}

describe('all that is kept about a person', () => {
  it('is given out as a ZIP with their files, and that is written down', async () => {
    const { id, candidateId } = await add({ firstName: 'Zip', lastName: 'Person', email: 'zip@person.example' });
    await giveResume(id);
    await leads.call('POST', `/api/applications/${id}/comments`, { body: 'Speaks well' });
    const { entries, person } = await exported(id);
    assert.equal(person.candidates[0].email, 'zip@person.example');
    assert.equal(person.comments[0].text, 'Speaks well');
    assert.equal(person.applications[0].file, 'files/1-Zoraidaquin.txt');
    assert.ok(person.messages.length > 0);
    assert.deepEqual(person.missingFiles, []);
    assert.deepEqual(entries.get('files/1-Zoraidaquin.txt'), cv.body);
    assert.deepEqual(await query(`select data from audit_log where kind = 'candidate-exported'`), [
      { data: { candidateId } },
    ]);
  });

  it('has details as they came in, whatever they are called: none of them is taken for a file', async () => {
    const { id } = await add({ firstName: 'Odd', lastName: 'Details', email: 'odd@person.example' });
    const other = await createHiring(leads.program.db, { name: 'Other' });
    const secret = Buffer.from('the file of another company');
    const options = { contentType: 'text/plain', maxBytes: 100 };
    const { key: foreign } = await storeBlob(leads.program.services, other.companyId, secret, options);
    const own = await giveResume(id);
    const details = {
      resume: 'https://example.com/cv.pdf',
      photo: foreign,
      recording: own,
      key: own,
      contentType: 'x',
    };
    await setDetails(id, details);
    const { entries, person, bytes } = await exported(id);
    assert.deepEqual(person.applications[0].details, details);
    assert.deepEqual([...entries.keys()].sort(), ['files/1-Zoraidaquin.txt', 'person.json']);
    assert.ok(!bytes.includes(secret));
  });

  it('never holds a file of another company, even where its key stands in a column of ours', async () => {
    const { id } = await add({ firstName: 'Foreign', lastName: 'Key', email: 'foreign@person.example' });
    const other = await createHiring(leads.program.db, { name: 'Neighbour' });
    const secret = Buffer.from('the file of a neighbour');
    const options = { contentType: 'text/plain', maxBytes: 100 };
    const { key } = await storeBlob(leads.program.services, other.companyId, secret, options);
    await query(`update applications set resume_key = $2, resume_name = 'cv.txt' where id = $1`, [id, key]);
    const { person, bytes } = await exported(id);
    assert.equal(person.applications[0].file, undefined);
    assert.ok(!bytes.includes(secret));
  });

  it('goes on without a file that can not be read, and says which', async () => {
    const { id } = await add({ firstName: 'Broken', lastName: 'Files', email: 'broken@person.example' });
    const twin = await add({ firstName: 'Broken', lastName: 'Too', email: 'broken-too@person.example' });
    const third = await add({ firstName: 'Whole', lastName: 'File', email: 'whole@person.example' });
    for (const other of [twin, third])
      assert.equal((await leads.call('POST', `/api/applications/${id}/merges/${other.id}`)).statusCode, 201);
    const [broken, unreadable] = [pathOf(await giveResume(id)), pathOf(await giveResume(twin.id))];
    await giveResume(third.id);
    // Reading the first breaks off, as a folder can be opened and not read; the second can not even be opened.
    await rm(broken);
    await mkdir(broken);
    await rm(`${unreadable}.type`);
    const { entries, person } = await exported(id);
    assert.deepEqual(person.missingFiles, ['files/1-Zoraidaquin.txt', 'files/2-Zoraidaquin.txt']);
    assert.equal(entries.has('files/2-Zoraidaquin.txt'), false);
    assert.deepEqual(entries.get('files/3-Zoraidaquin.txt'), cv.body);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).statusCode, 200);
  });

  it('tells of consent, of merges, of addresses they said were theirs, and to whom they were shown', async () => {
    const { id, candidateId } = await add({ firstName: 'Told', lastName: 'Person', phone: '0917 555 4545' });
    const { companyId } = leads.hiring;
    const twin = await add({ firstName: 'Told', lastName: 'Twin', email: 'told@person.example' });
    await leads.call('POST', `/api/applications/${id}/merges/${twin.id}`);
    await query(
      `insert into claimed_contacts (company_id, kind, value, candidate_id) values ($1, 'email', 'claimed@person.example', $2)`,
      [companyId, candidateId],
    );
    await query(
      `insert into suppressions (company_id, channel, address, reason) values ($1, 'sms', '+639175554545', 'stop')`,
      [companyId],
    );
    await query(
      `insert into opt_ins (company_id, channel, digest, at) values ($1, 'whatsapp', erased_address($1, 'whatsapp', '+639175554545'), now())`,
      [companyId],
    );
    const shown = { shows: ['contact'], emails: ['reader@client.example'], note: 'Have a look', mayPropose: true };
    const shared = await leads.call('POST', `/api/applications/${id}/shares`, shown);
    const token = shared.json().link.split('/s/')[1];
    const proposal = { verdict: 'shortlist', name: 'Reader', comment: 'Yes' };
    await leads.program.app.inject({ method: 'POST', url: `/api/shared/${token}/verdicts`, payload: proposal });
    const { person } = await exported(id);
    assert.equal(person.claimedContacts[0].value, 'claimed@person.example');
    assert.deepEqual([person.merges[0].kept, person.merges[0].merged], [candidateId, twin.candidateId]);
    assert.equal(person.consent.optedOut[0].address, '+639175554545');
    assert.equal(person.consent.optedIn[0].channel, 'whatsapp');
    const [share] = person.applications.find((one: { id: number }) => one.id === id).shares;
    assert.deepEqual(share.shows, ['contact']);
    assert.equal(share.recipients[0].address, 'reader@client.example');
    assert.equal(share.recipients[0].note, 'Have a look');
    assert.equal(share.proposals[0].comment, 'Yes');
  });

  it('of another company’s is as one that is not there', async () => {
    const { id } = await add({ firstName: 'Ours', lastName: 'Alone', email: 'ours@person.example' });
    const other = await createHiring(leads.program.db, { name: 'Curious' });
    const [theirs, none] = await Promise.all(
      [id, 2 ** 40].map((one) => leads.call('GET', `/api/applications/${one}/person`, undefined, other, 'owner')),
    );
    assert.deepEqual([theirs?.statusCode, none?.statusCode], [404, 404]);
    assert.deepEqual(theirs?.json().error.code, none?.json().error.code);
  });
});

/** By the directory at its end. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index === 0 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const start = zip.readUInt32LE(at + 42);
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(from, from + size);
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    entries.set(name, zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
