import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';

let leads: Leads;
let hiring: Hiring;
let other: Hiring;
let ana: number;
let mei: number;

type Said = { author?: string; applicationId?: number | null; subject?: string };

/** As it stands in the conversation of this application's candidate. */
async function say(id: number, body: string, { author = 'candidate', applicationId = id, subject }: Said = {}) {
  await withSystem(leads.program.db, (trx) =>
    sql`
      insert into messages (company_id, candidate_id, application_id, direction, author, channel, subject, body, status)
      select company_id, candidate_id, ${applicationId}, ${author === 'candidate' ? 'in' : 'out'}, ${author}, 'sms', ${subject ?? null}, ${body}, 'received'
      from applications where id = ${id}`.execute(trx),
  );
}

before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
  ana = await leads.person('Ana', 'Reyes');
  mei = await leads.person('Mei', 'Chen', { folder: 'shortlisted' });
  const foreign = await leads.person('Foreign', 'One', {}, other);
  await say(foreign, 'A forklift licence');
  await say(ana, 'I work the night shifts at the harbour, y también los días libres.');
  await say(ana, 'We pay the night shifts twice.', { author: 'user' });
  await say(ana, 'Do you have a forklift licence?', { author: 'bot' });
  await say(mei, '我想申请夜班工作', { subject: 'Forklift' });
  await withSystem(leads.program.db, (trx) =>
    sql`
      insert into answers (company_id, application_id, question_id, position, kind, text, transcript)
      values (${hiring.companyId}, ${ana}, 'voice', 0, 'audio', null, 'I drove a <b>lorry</b> for ten years'),
        (${hiring.companyId}, ${mei}, 'why', 0, 'text', 'Because of the night trains', null)`.execute(trx),
  );
});
after(() => leads.program.close());

type Found = {
  items: { id: number; excerpt: { kind: string; pieces: { text: string; hit: boolean }[] } | null }[];
  similar: boolean;
};
const search = async (q: string, more = '', who = hiring): Promise<Found> =>
  (await leads.list(`in=texts&q=${encodeURIComponent(q)}${more}`, who)) as never;
const found = async (q: string, more = '') =>
  (await search(q, more)).items.map(({ id }) => id).toSorted((a, b) => a - b);

describe('a search in texts', () => {
  it('finds what candidates and recruiters wrote and said, not what the bot says to everybody', async () => {
    assert.deepEqual(await found('harbour'), [ana]);
    assert.deepEqual(await found('pay twice'), [ana]);
    assert.deepEqual(await found('lorry'), [ana]);
    assert.deepEqual(await found('NIGHT'), [ana, mei]);
    assert.deepEqual(await found('forklift'), [mei]);
    assert.deepEqual(await found('Ana'), []);
  });

  it('finds what recruiters say in comments, for those who reach the application', async () => {
    const id = await leads.person('Commented', 'One');
    const secret = await leads.person('Commented', 'Two', { campaignId: null, folder: 'no_campaign' });
    for (const about of [id, secret]) {
      const body = `A <b>clear</b> voice, number ${about}`;
      const answer = await leads.call('POST', `/api/applications/${about}/comments`, { body }, hiring, 'owner');
      assert.equal(answer.statusCode, 201, answer.body);
    }
    assert.deepEqual(await found('clear voice'), [id]);
    assert.deepEqual((await leads.list('in=texts&q=voice', hiring, 'owner')).items.length, 2);
    assert.equal((await search('voice', '', other)).items.length, 0);
    const [{ excerpt }] = (await search('voice')).items as [Found['items'][number]];
    assert.equal(excerpt?.kind, 'comment');
    assert.match(excerpt.pieces.map(({ text }) => text).join(''), /A clear voice/);
    assert.equal((await leads.call('GET', '/api/folder-counts?in=texts&q=voice')).json().total, 1);
  });

  it('takes the beginning of a word, accents or none, words in any order, and a sequence in quotation marks', async () => {
    assert.deepEqual(await found('harb'), [ana]);
    assert.deepEqual(await found('tambien dias'), [ana]);
    assert.deepEqual(await found('shifts night'), [ana]);
    assert.deepEqual(await found('"night shifts"'), [ana]);
    assert.deepEqual(await found('"shifts night"'), []);
    assert.deepEqual(await found('夜班'), [mei]);
    assert.deepEqual(await found('班夜'), []);
  });

  it('shows the newest text that matches, around what was looked for', async () => {
    const [{ excerpt }] = (await search('"night shifts"')).items as [Found['items'][number]];
    assert.equal(excerpt?.kind, 'message');
    assert.deepEqual(
      excerpt.pieces.filter(({ hit }) => hit).map(({ text }) => text),
      ['night shifts'],
    );
    assert.match(excerpt.pieces.map(({ text }) => text).join(''), /We pay the night shifts twice/);
    const [said] = (await search('lorry')).items;
    assert.equal(said?.excerpt?.kind, 'transcript');
    assert.match(said.excerpt.pieces.map(({ text }) => text).join(''), /I drove a lorry for/);
    const [chinese] = (await search('夜班')).items;
    assert.deepEqual(chinese?.excerpt?.pieces, [
      { text: 'Forklift我想申请', hit: false },
      { text: '夜班', hit: true },
      { text: '工作', hit: false },
    ]);
    assert.equal((await leads.list('q=ana')).items.length, 1);
  });

  it('goes together with folders, filters, orders and pages, and is counted', async () => {
    assert.deepEqual(await found('night', '&folder=shortlisted'), [mei]);
    const filter = encodeURIComponent(JSON.stringify([{ field: 'answerType', op: 'is', value: 'audio' }]));
    assert.deepEqual(await found('night', `&filter=${filter}`), [ana]);
    assert.deepEqual(await leads.walk('in=texts&q=night&limit=1&sort=added&order=asc'), [ana, mei]);
    const { total, folders } = (await leads.call('GET', '/api/folder-counts?in=texts&q=night&folder=inbox')).json();
    assert.equal(total, 1);
    assert.equal(folders.find(({ key }: { key: string }) => key === 'shortlisted').count, 1);
  });

  it('finds what was said to the company rather than about an application, unless it is out of reach', async () => {
    await say(ana, 'Is the canteen open?', { applicationId: null });
    assert.deepEqual(await found('canteen'), [ana]);
    assert.equal((await search('canteen', '', other)).items.length, 0);
    const secret = await leads.person('Secret', 'One', { campaignId: null, folder: 'no_campaign' });
    await say(secret, 'Whistle');
    assert.deepEqual(await found('whistle'), []);
    assert.equal((await leads.list('in=texts&q=whistle', hiring, 'owner')).items.length, 1);
  });

  it('takes whatever is typed', async () => {
    for (const q of [
      "'",
      '"',
      '""',
      '!',
      '& | !',
      ":*'",
      '\\',
      '<->',
      '%',
      '-',
      '😀',
      'a'.repeat(200),
      '" "',
      "it's:*A",
    ])
      assert.equal(
        (await leads.call('GET', `/api/applications?in=texts&q=${encodeURIComponent(q)}`)).statusCode,
        200,
        q,
      );
  });
});
