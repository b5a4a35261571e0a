import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newAddress } from '#test/accounts.ts';
import { createApplicant } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const query = (text: string, values: unknown[]) => leads.program.db.pool.query(text, values);

async function share(body: object = {}) {
  const ana = await createApplicant(leads.program.db, leads.hiring);
  const answer = await leads.call('POST', `/api/applications/${ana.applicationId}/shares`, {
    shows: ['chat'],
    ...body,
  });
  assert.equal(answer.statusCode, 201, answer.body);
  const { share: made, link } = answer.json();
  return { ana, id: made.id as number, token: link.split('/s/')[1] as string };
}

const open = (token: string) => leads.program.app.inject({ url: `/api/shared/${token}` });

describe('what strangers get by links', () => {
  it('is no more than the limit where much is asked for at the same moment', async () => {
    const { ana, id } = await share();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, time) => {
        const emails = Array.from({ length: 8 }, (_, at) => `guest${time}-${at}@example.com`);
        return leads.call('POST', `/api/applications/${ana.applicationId}/shares/${id}/mails`, { emails });
      }),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 5);
    assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 7);
    const { rows } = await query('select count(*)::int from share_mails where share_id = $1', [id]);
    assert.equal(rows[0].count, 40);
  });

  it('brings in no more proposals than the limit either', async () => {
    const { id, token } = await share({ mayPropose: true });
    const answers = await Promise.all(
      Array.from({ length: 26 }, (_, at) =>
        leads.program.app.inject({
          method: 'POST',
          remoteAddress: newAddress(),
          url: `/api/shared/${token}/verdicts`,
          payload: { verdict: 'reject', name: `Guest ${at}` },
        }),
      ),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 204).length, 20);
    const { rows } = await query('select count(*)::int from share_verdicts where share_id = $1', [id]);
    assert.equal(rows[0].count, 20);
  });

  it('shows nothing once their maker has left, or lost the campaign, until they are back', async () => {
    const { companyId, campaignId, managerId } = leads.hiring;
    const { ana, token } = await share();
    const stateOf = async () =>
      (
        await leads.call('GET', `/api/applications/${ana.applicationId}/shares`, undefined, leads.hiring, 'owner')
      ).json()[0].state;
    for (const [lose, regain] of [
      ['update users set deactivated_at = now() where id = $1', 'update users set deactivated_at = null where id = $1'],
      [
        'delete from campaign_members where user_id = $1',
        `insert into campaign_members (company_id, campaign_id, user_id) values (${companyId}, ${campaignId}, $1)`,
      ],
    ] as const) {
      await query(lose, [managerId]);
      assert.deepEqual([(await open(token)).statusCode, await stateOf()], [404, 'revoked']);
      await query(regain, [managerId]);
      assert.deepEqual([(await open(token)).statusCode, await stateOf()], [200, 'active']);
    }
  });

  it('has no link of the candidate’s own in it, however it is wrapped', async () => {
    const { ana, token } = await share();
    const own = `https://jobs.acme.example/c/${'x'.repeat(24)}`;
    for (const text of [
      `Start: ${own}`,
      `(${own})`,
      `<${own}?a=1>.`,
      'See https://acme.example/careers/nurses-and-doctors',
    ])
      await query(
        `insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, status)
         values ($1, $2, $3, 'out', 'system', 'sms', $4, 'sent')`,
        [ana.companyId, ana.candidateId, ana.applicationId, text],
      );
    const said = (await open(token)).json().chat.map(({ text }: { text: string }) => text);
    assert.deepEqual(said.length, 4);
    assert.ok(
      said.slice(0, 3).every((text: string) => !text.includes('xxxx')),
      said.join('\n'),
    );
    assert.equal(said[3], 'See https://acme.example/careers/nurses-and-doctors');
  });
});
