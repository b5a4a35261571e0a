import { type RawBuilder, sql } from 'kysely';
import { holdTurns } from '#campaigns/turns.ts';
import type { Identity } from '#channels/arrival.ts';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';
import { findAddressed } from './claims.ts';
import { insertApplication, joinCampaign, lockPerson, type Visitor } from './joining.ts';

export type Found = { candidateId: number; applicationId: number };

/** The same as `findOrCreateVisitor` for many, in the order given: those who are known take two queries together. */
export async function findOrCreateVisitors(
  trx: Trx,
  companyId: number,
  channel: ChannelKind,
  visitors: Visitor[],
): Promise<Found[]> {
  const known = await findKnown(trx, companyId, channel, visitors);
  const campaignIds = visitors.flatMap(({ campaignId }, at) => (known[at] ? [] : (campaignId ?? [])));
  await holdTurns(trx, companyId, campaignIds);
  const found: Found[] = [];
  for (const [at, visitor] of visitors.entries())
    found.push(known[at] ?? (await findOrCreateVisitor(trx, companyId, visitor)));
  return found;
}

/** Null where there is something to be stored first. */
async function findKnown(
  trx: Trx,
  companyId: number,
  channel: ChannelKind,
  visitors: Visitor[],
): Promise<(Found | null)[]> {
  const given = visitors.flatMap(({ identities }, visitor) =>
    identities.map(({ kind, value }, rank) => ({ visitor, rank, kind, value })),
  );
  const { rows } = await sql<Found & { visitor: number; identities: number }>`
    with known as (
      select g.visitor, (array_agg(c.candidate_id order by g.rank))[1] as candidate_id, count(*) as identities
      from json_to_recordset(${JSON.stringify(given)}::json) as g (visitor int, rank int, kind text, value text)
      join candidate_contacts c on c.company_id = ${companyId} and c.kind = g.kind and c.value = g.value
      group by g.visitor
    )
    select visitor, identities, candidate_id as "candidateId", ${applicationOf(companyId, sql`known.candidate_id`, channel)} as "applicationId"
    from known`.execute(trx);
  const byVisitor = new Map(rows.map((row) => [row.visitor, row]));
  return visitors.map(({ identities, campaignId }, at) => {
    const row = byVisitor.get(at);
    return row?.applicationId && campaignId === undefined && row.identities === identities.length ? row : null;
  });
}

/**
 * Who writes, by what the channel vouches for, and in which of their applications: the one that they were last written to
 * about, else the newest; in the campaign for which they come, if they say so. Somebody who is not known and comes for none
 * stands under No Campaign from now on.
 */
export async function findOrCreateVisitor(
  trx: Trx,
  companyId: number,
  visitor: Visitor,
): Promise<{ candidateId: number; applicationId: number }> {
  const { identities, channel } = visitor;
  const known = await findCandidate(trx, companyId, identities);
  const addressed = known === null ? await findAddressed(trx, companyId, visitor) : null;
  const candidateId =
    known ??
    addressed ??
    (await createCandidate(trx, companyId, visitor)) ??
    // Made by another request at this moment, which has committed by now.
    (await findCandidate(trx, companyId, identities));
  if (candidateId === null) throw new Error('Somebody who has just written is not there.');
  // That they answer does not make a claim their own.
  if (identities.length > 1 && addressed === null) await addIdentities(trx, companyId, candidateId, identities);
  const applicationId =
    (await joinCampaign(trx, companyId, candidateId, visitor)) ??
    (await findApplication(trx, companyId, candidateId, channel)) ??
    (await createApplication(trx, companyId, candidateId, visitor));
  return { candidateId, applicationId };
}

async function findCandidate(trx: Trx, companyId: number, identities: Identity[]): Promise<number | null> {
  for (const { kind, value } of identities) {
    const row = await trx
      .selectFrom('candidate_contacts')
      .select('candidate_id')
      .where('company_id', '=', companyId)
      .where('kind', '=', kind)
      .where('value', '=', value)
      .executeTakeFirst();
    if (row) return row.candidate_id;
  }
  return null;
}

/** Null where somebody else was faster. */
async function createCandidate(
  trx: Trx,
  companyId: number,
  { identities, name = '' }: Visitor,
): Promise<number | null> {
  const [first] = identities;
  const [firstName = '', ...lastName] = name.split(' ');
  const phone = identities.find(({ kind }) => kind === 'phone')?.value ?? null;
  const email = identities.find(({ kind }) => kind === 'email')?.value ?? null;
  const { rows } = await sql<{ candidate_id: number }>`
    with contact as (
      insert into candidate_contacts (company_id, kind, value, candidate_id)
      values (${companyId}, ${first.kind}, ${first.value}, nextval('candidates_id_seq'))
      on conflict do nothing returning candidate_id
    ), person as (
      insert into candidates (company_id, id, first_name, last_name, phone, email) overriding system value
      select ${companyId}, candidate_id, ${firstName}, ${lastName.join(' ')}, ${phone}, ${email} from contact
    )
    select candidate_id from contact`.execute(trx);
  return rows[0]?.candidate_id ?? null;
}

/** By any of them they are known the next time. One that is another person's is not taken from them. */
async function addIdentities(trx: Trx, companyId: number, candidateId: number, identities: Identity[]): Promise<void> {
  const rows = identities.map(({ kind, value }) => ({ company_id: companyId, kind, value, candidate_id: candidateId }));
  await trx
    .insertInto('candidate_contacts')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute();
}

async function findApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  channel: ChannelKind,
): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    select ${applicationOf(companyId, sql`${candidateId}::bigint`, channel)} as id`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Sorted by what is no index, or all that the company ever said might be gone through from its end. */
function applicationOf(companyId: number, candidateId: RawBuilder<unknown>, channel: ChannelKind) {
  return sql`coalesce(
    (select m.application_id from messages m
     join applications a on a.company_id = m.company_id and a.id = m.application_id
     where m.company_id = ${companyId} and m.candidate_id = ${candidateId} and m.channel = ${channel} and m.direction = 'out'
     order by m.id + 0 desc limit 1),
    (select max(a.id) from applications a where a.company_id = ${companyId} and a.candidate_id = ${candidateId}))`;
}

async function createApplication(trx: Trx, companyId: number, candidateId: number, visitor: Visitor): Promise<number> {
  await lockPerson(trx, companyId, candidateId);
  const present = await findApplication(trx, companyId, candidateId, visitor.channel);
  return present ?? insertApplication(trx, companyId, candidateId, visitor, null);
}
