import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';

let leads: Leads;
let hiring: Leads['hiring'];
let other: Hiring;
before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
});
after(() => leads.program.close());

describe('moving', () => {
  it('tells the second of two movers who was faster, and changes nothing', async () => {
    const id = await leads.person('Two', 'Movers');
    const first = await leads.call(
      'PUT',
      `/api/applications/${id}/folder`,
      { folder: 'hired', from: 'inbox' },
      hiring,
      'owner',
    );
    assert.equal(first.json().folder, 'hired');
    const second = await leads.call('PUT', `/api/applications/${id}/folder`, { folder: 'on_hold', from: 'inbox' });
    assert.equal(second.statusCode, 409);
    assert.equal(second.json().error.code, 'moved_meanwhile');
    const { at, ...fields } = second.json().error.fields;
    assert.deepEqual(fields, { by: 'owner of Acme', to: 'hired' });
    assert.ok(Math.abs(Date.now() - Date.parse(at)) < 60_000, at);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).json().folder, 'hired');
  });

  it('tells the second also where both meant the same folder, and takes the first’s repeat for what it is', async () => {
    const id = await leads.person('Same', 'Folder', { phone: '+639171234599' });
    const body = { folder: 'shortlisted', from: 'inbox', notify: { sms: { body: 'Good news' } } };
    const move = (role: 'owner' | 'manager') => leads.call('PUT', `/api/applications/${id}/folder`, body, hiring, role);
    const statuses = [];
    for (const role of ['owner', 'owner', 'manager'] as const) statuses.push((await move(role)).statusCode);
    assert.deepEqual(statuses, [200, 200, 409]);
    const sent = await withSystem(leads.program.db, (trx) =>
      sql`select 1 from messages where application_id = ${id}`.execute(trx),
    );
    assert.equal(sent.rows.length, 1);
  });

  it('of two at the same moment moves exactly one', async () => {
    const id = await leads.person('Same', 'Moment');
    const answers = await Promise.all(
      ['hired', 'on_hold', 'completed'].map((folder) =>
        leads.call('PUT', `/api/applications/${id}/folder`, { folder, from: 'inbox' }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 409, 409]);
    const events = await withSystem(leads.program.db, (trx) =>
      sql`select 1 from application_events where application_id = ${id} and data ? 'to'`.execute(trx),
    );
    assert.equal(events.rows.length, 1);
  });

  it('refuses a folder that is not there, and No Campaign Invitation', async () => {
    const id = await leads.person('No', 'Folder');
    assert.equal((await leads.call('PUT', `/api/applications/${id}/folder`, { folder: 'attic' })).statusCode, 400);
    assert.equal(
      (await leads.call('PUT', `/api/applications/${id}/folder`, { folder: 'no_campaign' })).statusCode,
      409,
    );
  });

  it('sends the edited text at a rejection, and rolls the move back where a text is wrong', async () => {
    const id = await leads.person('Told', 'Kindly', { phone: '+639171234567' });
    const wrong = await leads.call('PUT', `/api/applications/${id}/folder`, {
      folder: 'rejected',
      notify: { sms: { body: 'Hi <%= @nobody %>' } },
    });
    assert.equal(wrong.statusCode, 400);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).json().folder, 'inbox');
    const right = await leads.call('PUT', `/api/applications/${id}/folder`, {
      folder: 'rejected',
      notify: { sms: { body: 'Dear <%= @candidate_name %>, sorry.' } },
    });
    assert.equal(right.statusCode, 200, right.body);
    const sent = await withSystem(leads.program.db, (trx) =>
      sql<{ body: string; channel: string }>`select body, channel from messages where application_id = ${id}`.execute(
        trx,
      ),
    );
    assert.deepEqual(sent.rows, [{ body: 'Dear Told, sorry.', channel: 'sms' }]);
  });
});

describe('last activity', () => {
  it('is when somebody of the team had something sent, by a decision or an invitation, and not a move alone', async () => {
    const activity = async (id: number) =>
      Date.parse((await leads.call('GET', `/api/applications/${id}`)).json().lastActivityAt);
    const long = Date.parse('2026-01-02T00:00Z');
    const person = async (name: string) => {
      const id = await leads.person('Active', name, { email: `${name.toLowerCase()}.active@example.com` });
      await withSystem(leads.program.db, (trx) =>
        sql`update applications set last_activity_at = ${new Date(long)} where id = ${id}`.execute(trx),
      );
      return id;
    };
    const [told, invited, moved] = [await person('Told'), await person('Invited'), await person('Moved')];
    const move = (id: number, body: object) => leads.call('PUT', `/api/applications/${id}/folder`, body);
    const notify = { email: { subject: 'Your answer', body: 'Dear <%= @candidate_name %>, sorry.' } };
    const answers = [
      await move(told, { folder: 'rejected', notify }),
      await leads.call('POST', `/api/applications/${invited}/invitation`, { channel: 'email' }),
      await move(moved, { folder: 'on_hold' }),
    ];
    for (const answer of answers) assert.ok(answer.statusCode < 300, answer.body);
    assert.ok((await activity(told)) > long);
    assert.ok((await activity(invited)) > long);
    assert.equal(await activity(moved), long);
  });
});

describe('the mail of a rejection', () => {
  const reject = async (change: (body: string) => string) => {
    const id = await leads.person('Told', 'Kindly', { email: 'told@example.com' });
    const path = `/api/applications/${id}/notification?event=rejected`;
    const { channels } = (await leads.call('GET', path)).json();
    const { body } = channels.find((one: { channel: string }) => one.channel === 'email');
    const notify = { email: { subject: 'Your answer', body: change(body) } };
    const answer = await leads.call('PUT', `/api/applications/${id}/folder`, { folder: 'rejected', notify });
    assert.equal(answer.statusCode, 200, answer.body);
    const sent = await withSystem(leads.program.db, (trx) =>
      sql`select subject, body, html from messages where application_id = ${id} and channel = 'email'`.execute(trx),
    );
    return sent.rows;
  };

  it('keeps its looks where its words are left as they are', async () => {
    assert.deepEqual(await reject((body) => body), [
      { subject: 'Your answer', body: 'Dear Told, not this time.', html: '<p>Dear Told, not this time.</p>' },
    ]);
  });

  it('is plain where they are others', async () => {
    const sent = await reject((body) => `${body} Sorry.`);
    assert.deepEqual(sent, [{ subject: 'Your answer', body: 'Dear Told, not this time. Sorry.', html: null }]);
  });
});

describe('labels', () => {
  it('are made once whatever their case, put on, listed by, and taken off', async () => {
    const id = await leads.person('Label', 'Bearer');
    const made = (await leads.call('POST', '/api/labels', { name: 'Night shift' })).json();
    assert.equal((await leads.call('POST', '/api/labels', { name: 'NIGHT SHIFT' })).json().id, made.id);
    assert.equal((await leads.call('PUT', `/api/applications/${id}/labels/${made.id}`)).statusCode, 204);
    assert.equal((await leads.call('PUT', `/api/applications/${id}/labels/${made.id}`)).statusCode, 204);
    assert.deepEqual(
      (await leads.list(`label=${made.id}`)).items.map((item) => item.id),
      [id],
    );
    assert.deepEqual(
      (await leads.list(`label=${made.id}&q=bearer`)).items.map((item) => item.id),
      [id],
    );
    await leads.call('DELETE', `/api/applications/${id}/labels/${made.id}`);
    assert.equal((await leads.list(`label=${made.id}`)).items.length, 0);
  });

  it('that Parley puts on by itself stay its own, and those of another company are not there', async () => {
    const id = await leads.person('Auto', 'Matic');
    const labels = (await leads.call('GET', '/api/labels')).json() as { id: number; automatic: string | null }[];
    const automatic = labels.find((label) => label.automatic === 'duplicate');
    assert.equal((await leads.call('PUT', `/api/applications/${id}/labels/${automatic?.id}`)).statusCode, 409);
    const foreign = (await leads.call('POST', '/api/labels', { name: 'Theirs' }, other)).json();
    const answers = [
      await leads.call('PUT', `/api/applications/${id}/labels/${foreign.id}`),
      await leads.call('PUT', `/api/applications/${id}/labels/99999999`),
    ];
    assert.deepEqual(
      answers.map((answer) => [answer.statusCode, answer.body]),
      [
        [404, answers[1]?.body],
        [404, answers[1]?.body],
      ],
    );
  });
});
