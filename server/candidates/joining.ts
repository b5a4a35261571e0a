import { sql } from 'kysely';
import { holdTurns, takeTurn } from '#campaigns/turns.ts';
import type { Identity } from '#channels/arrival.ts';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';
import { recordEvent } from './applications.ts';
import { recordTurn } from './assignment/assign.ts';

export type Visitor = {
  channel: ChannelKind;
  identities: [Identity, ...Identity[]];
  name?: string | undefined;
  referral?: Record<string, string> | undefined;
  /** For which they come. */
  campaignId?: number | undefined;
};

const sources: Record<ChannelKind, string> = {
  webchat: 'Web chat',
  sms: 'SMS',
  email: 'E-mail',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  wechat: 'WeChat',
};

/**
 * The application in the campaign for which somebody comes; null where there is no such campaign, or no more. Who stood
 * under No Campaign leaves it for the Inbox of this one.
 */
export async function joinCampaign(
  trx: Trx,
  companyId: number,
  candidateId: number,
  visitor: Pick<Visitor, 'channel' | 'referral' | 'campaignId'>,
): Promise<number | null> {
  if (visitor.campaignId === undefined) return null;
  const campaign = await trx
    .selectFrom('campaigns')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', visitor.campaignId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!campaign) return null;
  await holdTurns(trx, companyId, [campaign.id]);
  await lockPerson(trx, companyId, candidateId);
  const present = await trx
    .selectFrom('applications')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('candidate_id', '=', candidateId)
    .where((is) => is.or([is('campaign_id', '=', campaign.id), is('campaign_id', 'is', null)]))
    .orderBy('campaign_id', (order) => order.asc().nullsLast())
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!present) return insertApplication(trx, companyId, candidateId, visitor, campaign.id);
  if (present.campaign_id === null) {
    const assignee_id = present.assignee_id ?? (await takeTurn(trx, companyId, campaign.id));
    const joined = { campaign_id: campaign.id, folder: 'inbox', assignee_id };
    await trx
      .updateTable('applications')
      .set(joined)
      .where('company_id', '=', companyId)
      .where('id', '=', present.id)
      .execute();
    const data = { from: present.folder, to: joined.folder };
    await recordEvent(trx, { ...present, ...joined }, { kind: 'moved', actor: 'candidate', data });
    if (assignee_id !== present.assignee_id) await recordTurn(trx, { ...present, ...joined });
  }
  return present.id;
}

/** Two messages of the same moment make one application: the second waits, and finds it. */
export async function lockPerson(trx: Trx, companyId: number, candidateId: number): Promise<void> {
  await sql`select from candidates where company_id = ${companyId} and id = ${candidateId} for no key update`.execute(
    trx,
  );
}

export async function insertApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  { channel, referral }: Pick<Visitor, 'channel' | 'referral'>,
  campaignId: number | null,
): Promise<number> {
  const source = sources[channel];
  const assigneeId = campaignId === null ? null : await takeTurn(trx, companyId, campaignId);
  const { rows } = await sql<{ id: number }>`
    with application as (
      insert into applications (company_id, candidate_id, campaign_id, folder, source, assignee_id)
      values (${companyId}, ${candidateId}, ${campaignId}, ${campaignId === null ? 'no_campaign' : 'inbox'}, ${source}, ${assigneeId})
      returning id
    ), happened as (
      insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, data)
      select ${companyId}, id, ${candidateId}, ${campaignId}, 'added', 'candidate', ${JSON.stringify({ source, referral })}::jsonb
      from application
    )
    select id from application`.execute(trx);
  const { id } = rows[0] as { id: number };
  await recordTurn(trx, {
    company_id: companyId,
    id,
    candidate_id: candidateId,
    campaign_id: campaignId,
    assignee_id: assigneeId,
  });
  return id;
}
