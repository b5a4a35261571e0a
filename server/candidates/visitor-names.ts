import { sql } from 'kysely';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';

/** Of these people those without a name of whom nothing has come by this channel before. */
export async function findNameless(
  trx: Trx,
  companyId: number,
  candidateIds: number[],
  channel: ChannelKind,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from candidates c
    where c.company_id = ${companyId} and c.id = any (${candidateIds}::bigint[]) and c.first_name = '' and c.last_name = ''
      and not exists (
        select from messages m
        where m.company_id = c.company_id and m.candidate_id = c.id and m.channel = ${channel} and m.direction = 'in')`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/** How somebody without a name is known on this channel; null for who has a name, or is not there. */
export async function findNamelessAddress(
  trx: Trx,
  companyId: number,
  candidateId: number,
  channel: ChannelKind,
): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select k.value from candidates c
    join candidate_contacts k on k.company_id = c.company_id and k.candidate_id = c.id and k.kind = ${channel}
    where c.company_id = ${companyId} and c.id = ${candidateId} and c.first_name = '' and c.last_name = ''
    order by k.value limit 1`.execute(trx);
  return rows[0]?.value ?? null;
}

/** Gives a name to who has none; a recruiter may have been faster. Returns the applications that show it, of one who got it. */
export async function nameVisitor(
  trx: Trx,
  companyId: number,
  candidateId: number,
  { firstName, lastName }: { firstName: string; lastName: string },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with named as (
      update candidates set first_name = ${firstName}, last_name = ${lastName}
      where company_id = ${companyId} and id = ${candidateId} and first_name = '' and last_name = ''
      returning company_id, id
    )
    select a.id from named join applications a on a.company_id = named.company_id and a.candidate_id = named.id`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}
