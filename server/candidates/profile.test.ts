import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { handleConversation } from '#conversations/inbound.ts';
import { withSystem } from '#platform/db.ts';
import { as, createApplicant, storeText } from '#test/applicants.ts';
import { formOf, picture, type Upload } from '#test/files.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { waitUntil } from '#test/wait-until.ts';

let leads: Leads;
let second: number;
before(async () => {
  leads = await startLeads();
  second = await anotherCampaign('Night agents', true);
});
after(() => leads.program.close());

/** A copy of the company's campaign, its invitation by SMS included. */
async function anotherCampaign(title: string, member: boolean): Promise<number> {
  const { companyId, campaignId, managerId } = leads.hiring;
  return withSystem(leads.program.db, async (trx) => {
    const { rows } = await sql<{ id: number }>`
      insert into campaigns (company_id, title, country, language) values (${companyId}, ${title}, 'PH', 'en') returning id`.execute(
      trx,
    );
    const id = rows[0]?.id as number;
    await sql`
      insert into interviews (company_id, campaign_id, version, definition)
      select company_id, ${id}, version, definition from interviews where campaign_id = ${campaignId}`.execute(trx);
    await sql`
      insert into message_templates (company_id, campaign_id, event, channel, enabled, subject, body)
      select company_id, ${id}, event, channel, channel = 'sms', subject, body from message_templates
      where campaign_id = ${campaignId}`.execute(trx);
    if (member)
      await sql`
        insert into campaign_members (company_id, campaign_id, user_id)
        values (${companyId}, ${id}, ${managerId})`.execute(trx);
    return id;
  });
}

const profile = async (id: number) => (await leads.call('GET', `/api/applications/${id}`)).json();
const move = (id: number, campaignId: number, role: 'owner' | 'manager' = 'manager') =>
  leads.call('PUT', `/api/applications/${id}/campaign`, { campaignId }, leads.hiring, role);
const history = async (id: number, query = '') =>
  (await leads.call('GET', `/api/applications/${id}/history${query}`)).json();
const kinds = async (id: number) => (await history(id)).items.map(({ kind }: { kind: string }) => kind);

async function put(id: number, what: 'photo' | 'resume', file: Upload) {
  const { headers, payload } = await formOf(file, what === 'photo' ? 'photo' : 'file');
  const url = `/api/applications/${id}/${what}`;
  return leads.program.app.inject({
    method: 'PUT',
    url,
    headers: { ...as('manager', leads.hiring), ...headers },
    payload,
  });
}

async function say(id: number, text: string): Promise<void> {
  const { candidateId } = await profile(id);
  const { companyId } = leads.hiring;
  await storeText(leads.program.db, { companyId, candidateId, applicationId: id }, text);
  await handleConversation(leads.program.services, { companyId, candidateId }, { wait: true });
}

describe('another campaign', () => {
  it('out of reach takes an application away also from who had begun to move it', async () => {
    const hidden = await anotherCampaign('Board', false);
    const { applicationId } = await createApplicant(leads.program.db, leads.hiring);
    const moving = await withSystem(leads.program.db, async (trx) => {
      await sql`update applications set campaign_id = ${hidden} where id = ${applicationId}`.execute(trx);
      const asked = leads.call('PUT', `/api/applications/${applicationId}/folder`, { folder: 'hired' });
      await waitUntil(async () => {
        const { rows } = await leads.program.db.pool.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows.length > 0;
      });
      return () => asked;
    });
    assert.equal((await moving()).statusCode, 404);
    const { rows } = await leads.program.db.pool.query('select folder from applications where id = $1', [
      applicationId,
    ]);
    assert.equal(rows[0].folder, 'inbox');
  });

  it('is joined in its Inbox, with its invitation, by somebody who has not begun', async () => {
    const id = await leads.person('Moira', 'Cruz', { phone: '+639170000201', folder: 'rejected' });
    assert.deepEqual((await move(id, second)).json(), { invitations: 1 });
    const moved = await profile(id);
    assert.deepEqual([moved.campaignTitle, moved.folder], ['Night agents', 'inbox']);
    const { items } = await history(id);
    assert.deepEqual(items.map(({ kind }: { kind: string }) => kind).sort(), ['campaign-moved', 'invited', 'sent']);
    assert.deepEqual(items.find(({ kind }: { kind: string }) => kind === 'campaign-moved').data, {
      from: 'rejected',
      to: 'inbox',
      fromCampaign: 'Agents',
      toCampaign: 'Night agents',
    });
    const { rows } = await leads.program.db.pool.query(
      `select sum(amount)::int as count from folder_counts where campaign_id = $1 and folder = 'inbox'`,
      [second],
    );
    assert.equal(rows[0].count, 1);
  });

  it('is named above an invitation that would say again exactly what was said last', async () => {
    const third = await anotherCampaign('Day agents', true);
    const id = await leads.person('Rea', 'Peat', { phone: '+639170000209' });
    for (const campaign of [second, third, second])
      assert.deepEqual((await move(id, campaign)).json(), { invitations: 1 });
    const { rows } = await leads.program.db.pool.query(
      'select body, status from messages where application_id = $1 order by id',
      [id],
    );
    const [first, again, last] = rows.map(({ body }: { body: string }) => body);
    assert.ok(rows.every(({ status }: { status: string }) => status !== 'failed'));
    assert.equal(again, `Day agents\n\n${first}`);
    assert.equal(last, first);
    assert.equal((await kinds(id)).filter((kind: string) => kind === 'invited').length, 3);
  });

  it('is given to somebody under No Campaign Invitation by an owner', async () => {
    const id = await leads.person('Nomi', 'Cruz', {
      phone: '+639170000202',
      campaignId: null,
      folder: 'no_campaign',
    });
    assert.equal((await move(id, second)).statusCode, 404);
    assert.deepEqual((await move(id, second, 'owner')).json(), { invitations: 1 });
    assert.equal((await profile(id)).folder, 'inbox');
  });

  it('leaves an interview that has begun with its application, answers included, and sends no invitation', async () => {
    const id = await leads.person('Intan', 'Cruz', { phone: '+639170000203' });
    await say(id, 'hello');
    await say(id, 'Because I like people');
    const before = (await leads.call('GET', `/api/applications/${id}/responses`)).json();
    assert.equal(before[0].answer.text, 'Because I like people');
    assert.deepEqual((await move(id, second)).json(), { invitations: 0 });
    assert.deepEqual((await leads.call('GET', `/api/applications/${id}/responses`)).json(), before);
  });

  it('is refused where the person is there already, where it is archived, out of reach or nobody’s', async () => {
    const id = await leads.person('Rita', 'Cruz', { phone: '+639170000204' });
    const codeOf = async (campaignId: number) => {
      const answer = await move(id, campaignId);
      return [answer.statusCode, answer.json().error.code];
    };
    assert.deepEqual(await codeOf(leads.hiring.campaignId), [409, 'same_campaign']);
    const { candidateId } = await profile(id);
    await leads.program.db.pool.query(
      `insert into applications (company_id, candidate_id, campaign_id, source) values ($1, $2, $3, 'SMS')`,
      [leads.hiring.companyId, candidateId, second],
    );
    assert.deepEqual(await codeOf(second), [409, 'already_applied']);
    const archived = await anotherCampaign('Last year', true);
    await leads.program.db.pool.query('update campaigns set archived_at = now() where id = $1', [archived]);
    assert.deepEqual(await codeOf(archived), [409, 'campaign_archived']);
    const hidden = await anotherCampaign('Secret', false);
    assert.deepEqual((await move(id, hidden)).json(), (await move(id, 999_999_999)).json());
    assert.equal((await profile(id)).campaignTitle, 'Agents');
  });
});

describe('a deleted application', () => {
  it('is gone with its comments and answers; the person, the chat and other applications stay', async () => {
    const id = await leads.person('Delia', 'Cruz', { phone: '+639170000205' });
    const { candidateId } = await profile(id);
    await say(id, 'hello there');
    await leads.call('POST', `/api/applications/${id}/comments`, { body: 'Late' });
    const { rows } = await leads.program.db.pool.query(
      `insert into applications (company_id, candidate_id, campaign_id, source) values ($1, $2, $3, 'SMS') returning id`,
      [leads.hiring.companyId, candidateId, second],
    );
    const other = Number(rows[0].id);
    assert.equal((await leads.call('DELETE', `/api/applications/${id}`)).statusCode, 403);
    const deleted = await leads.call('DELETE', `/api/applications/${id}`, undefined, leads.hiring, 'owner');
    assert.equal(deleted.statusCode, 204, deleted.body);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).statusCode, 404);
    const conversation = `/api/applications/${other}/conversation`;
    const { items } = (await leads.call('GET', conversation, undefined, leads.hiring, 'owner')).json();
    const bodies = items.map(({ body }: { body?: string }) => body);
    assert.ok(bodies.includes('hello there'));
    assert.ok(!bodies.includes('Late'));
    const comments = await leads.program.db.pool.query('select from comments where candidate_id = $1', [candidateId]);
    assert.equal(comments.rows.length, 0);
    const audit = await leads.program.db.pool.query(`select data from audit_log where kind = 'application-deleted'`);
    assert.deepEqual(audit.rows, [{ data: { applicationId: id, candidateId, campaignId: leads.hiring.campaignId } }]);
  });
});

describe('the history', () => {
  it('has every change with who and when, the old value and the new one, a page at a time', async () => {
    const id = await leads.person('Hilda', 'Cruz', { email: 'hilda@history.example' });
    await leads.call('PATCH', `/api/applications/${id}`, { lastName: 'Reyes', source: 'Job fair' });
    await leads.call('PUT', `/api/applications/${id}/folder`, { folder: 'on_hold' });
    const { id: labelId } = (await leads.call('POST', '/api/labels', { name: 'Bilingual' })).json();
    await leads.call('PUT', `/api/applications/${id}/labels/${labelId}`);
    await put(id, 'photo', picture);
    assert.deepEqual(await kinds(id), ['photo-changed', 'labelled', 'held', 'edited']);
    const first = await history(id, '?limit=3');
    const rest = await history(id, `?limit=3&before=${first.nextCursor}`);
    assert.equal(rest.nextCursor, null);
    const [edited] = rest.items;
    assert.equal(edited.by, 'manager of Acme');
    assert.deepEqual(edited.data.changes, [
      { field: 'last_name', from: 'Cruz', to: 'Reyes' },
      { field: 'source', from: 'manual', to: 'Job fair' },
    ]);
    assert.equal((await profile(id)).source, 'Job fair');
    const wrong = await leads.call('GET', `/api/applications/${id}/history?before=1.9.x`);
    assert.equal(wrong.statusCode, 400);
  });
});

describe('a picture and a résumé', () => {
  it('are uploaded, replaced and removed, and what is none is refused', async () => {
    const id = await leads.person('Pilar', 'Cruz', { email: 'pilar@files.example' });
    assert.equal((await put(id, 'photo', picture)).statusCode, 200);
    const { photoUrl } = await profile(id);
    const shown = await leads.program.app.inject({ url: photoUrl });
    assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/png']);
    const page = { name: 'me.png', contentType: 'image/png', body: Buffer.from('<html><script>1</script>') };
    assert.deepEqual((await put(id, 'photo', page)).json().error.code, 'not_a_photo');
    assert.equal((await leads.call('DELETE', `/api/applications/${id}/photo`)).statusCode, 204);
    assert.equal((await profile(id)).photoUrl, null);

    assert.equal((await put(id, 'resume', { ...picture, name: 'cv.jpeg' })).statusCode, 204);
    const photographed = (await profile(id)).resume;
    assert.deepEqual([photographed.name, photographed.shows], ['cv.jpeg.png', 'image']);
    const inPlace = await leads.program.app.inject({ url: photographed.url });
    assert.deepEqual(
      [inPlace.headers['content-type'], String(inPlace.headers['content-disposition']).startsWith('inline')],
      ['image/png', true],
    );
    assert.equal((await leads.call('DELETE', `/api/applications/${id}/resume`)).statusCode, 204);

    const text = { name: 'cv.txt', contentType: 'text/plain', body: Buffer.from('Ten years of calls') };
    assert.equal((await put(id, 'resume', text)).statusCode, 204);
    const { resume } = await profile(id);
    assert.deepEqual([resume.name, resume.shows], ['cv.txt', 'text']);
    const kept = await leads.program.app.inject({ url: resume.downloadUrl });
    assert.match(String(kept.headers['content-disposition']), /^attachment/);
    const again = { ...text, name: 'new.txt', body: Buffer.from('Eleven years') };
    assert.equal((await put(id, 'resume', again)).statusCode, 204);
    assert.equal((await put(id, 'resume', { ...page, name: 'cv.pdf' })).json().error.code, 'wrong_file_kind');
    assert.equal((await profile(id)).resume.name, 'new.txt');
    assert.equal((await leads.call('DELETE', `/api/applications/${id}/resume`)).statusCode, 204);
    assert.equal((await profile(id)).resume, null);
    assert.deepEqual((await kinds(id)).slice(0, 3), ['resume-removed', 'resume-replaced', 'resume-added']);
  });
});
