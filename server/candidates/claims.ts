import { sql } from 'kysely';
import { holdTurns } from '#campaigns/turns.ts';
import type { Trx } from '#platform/db.ts';
import { insertApplication, type Visitor } from './joining.ts';

type WebVisitor = { firstName: string; lastName: string; email: string | null; phone: string | null };

/**
 * Somebody who applies on a page. Nobody vouches for what they type there: they are a candidate of their own, and the
 * addresses are claims. Where one is another's too, the application is labelled Duplicate. Returns the application.
 */
export async function createWebVisitor(
  trx: Trx,
  companyId: number,
  campaignId: number,
  { firstName, lastName, email, phone }: WebVisitor,
): Promise<number> {
  await holdTurns(trx, companyId, [campaignId]);
  const { id } = await trx
    .insertInto('candidates')
    .values({ company_id: companyId, first_name: firstName, last_name: lastName, email, phone })
    .returning('id')
    .executeTakeFirstOrThrow();
  const applicationId = await insertApplication(trx, companyId, id, { channel: 'webchat' }, campaignId);
  if (await claim(trx, companyId, id, { email, phone }))
    await sql`
      insert into application_labels (company_id, application_id, label_id)
      select company_id, ${applicationId}, id from labels
      where company_id = ${companyId} and automatic = 'duplicate'`.execute(trx);
  return applicationId;
}

/** Returns whether one of the addresses is somebody else's, or claimed by them. */
async function claim(
  trx: Trx,
  companyId: number,
  candidateId: number,
  { email, phone }: Pick<WebVisitor, 'email' | 'phone'>,
): Promise<boolean> {
  const { rows } = await sql<{ shared: boolean }>`
    with given as (
      select kind, value from (values ('email', ${email}::text), ('phone', ${phone}::text)) as g (kind, value) where value is not null
    ), claimed as (
      insert into claimed_contacts (company_id, kind, value, candidate_id)
      select ${companyId}::bigint, kind, value, ${candidateId}::bigint from given on conflict do nothing
    )
    select exists (
      select from candidate_contacts c join given g on g.kind = c.kind and g.value = c.value where c.company_id = ${companyId}
      union all
      select from claimed_contacts c join given g on g.kind = c.kind and g.value = c.value where c.company_id = ${companyId}
    ) as shared`.execute(trx);
  return rows[0]?.shared ?? false;
}

/** Whose claim the address is to which we have written last by this channel, of late: what comes from there is the answer. */
export async function findAddressed(
  trx: Trx,
  companyId: number,
  { identities, channel, campaignId }: Visitor,
): Promise<number | null> {
  const given = identities.filter(({ kind }) => kind === 'phone' || kind === 'email');
  // Who comes for a campaign answers nothing.
  if (given.length === 0 || campaignId !== undefined) return null;
  const { rows } = await sql<{ candidateId: number }>`
    select k.candidate_id as "candidateId"
    from json_to_recordset(${JSON.stringify(given)}::json) as g (kind text, value text)
    join claimed_contacts k on k.company_id = ${companyId} and k.kind = g.kind and k.value = g.value
    cross join lateral (
      select m.id from messages m
      where m.company_id = k.company_id and m.candidate_id = k.candidate_id and m.channel = ${channel} and m.direction = 'out'
        and m.to_address = k.value and m.status not in ('queued', 'failed') and m.created_at > now() - interval '30 days'
      order by m.id + 0 desc limit 1
    ) written
    order by written.id desc limit 1`.execute(trx);
  return rows[0]?.candidateId ?? null;
}
