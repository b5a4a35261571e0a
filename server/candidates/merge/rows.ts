import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

export type Contact = { kind: string; value: string };
/** `both`: the kept candidate had claimed it as well. */
export type Claim = Contact & { both?: boolean };

/** What changed hands by a merge, as `candidate_merges.moved` keeps it. */
export type Moved = {
  /** Ids. */
  applications: number[];
  /** Ids of what was said about applications that are deleted. */
  messages: number[];
  contacts: Contact[];
  /** Addresses that were typed on a page; absent from merges of before there were any. */
  claims?: Claim[];
  /** Ids of the applications that are labelled Duplicate since. */
  labelled: number[];
  /** Addresses that the kept candidate had none of, and the name of who had none. */
  filled: { email?: string; phone?: string; name?: { first: string; last: string } };
};

type Pair = { companyId: number; keptId: number; mergedId: number };

/** Gives all that is the merged candidate's to the kept one. Returns what that was. */
export async function giveAll(trx: Trx, { companyId, keptId, mergedId }: Pair): Promise<Omit<Moved, 'filled'>> {
  const of = sql`company_id = ${companyId} and candidate_id = ${mergedId}`;
  const { rows: applications } = await sql<{ id: number }>`
    update applications set candidate_id = ${keptId} where ${of} returning id`.execute(trx);
  const ids = applications.map(({ id }) => id);
  await sql`
    update application_events set candidate_id = ${keptId}
    where company_id = ${companyId} and application_id = any (${ids}::bigint[])`.execute(trx);
  await sql`update comments set candidate_id = ${keptId} where ${of}`.execute(trx);
  const { rows: messages } = await sql<{ id: number; application_id: number | null }>`
    update messages set candidate_id = ${keptId} where ${of} returning id, application_id`.execute(trx);
  await sql`update outbox set candidate_id = ${keptId} where ${of}`.execute(trx);
  await sql`update inbound_events set candidate_id = ${keptId} where ${of} and handled_at is null`.execute(trx);
  const { rows: contacts } = await sql<Contact>`
    update candidate_contacts set candidate_id = ${keptId} where ${of} returning kind, value`.execute(trx);
  const { rows: claims } = await sql<Claim>`
    with theirs as (delete from claimed_contacts where ${of} returning kind, value), given as (
      insert into claimed_contacts (company_id, kind, value, candidate_id)
      select ${companyId}::bigint, kind, value, ${keptId}::bigint from theirs on conflict do nothing returning kind, value
    )
    select t.kind, t.value, g.kind is null as both from theirs t left join given g using (kind, value)`.execute(trx);
  const loose = messages.filter((message) => message.application_id === null).map(({ id }) => id);
  const labelled = ids.length > 0 ? await labelDuplicates(trx, companyId, keptId) : [];
  return { applications: ids, messages: loose, contacts, claims, labelled };
}

/** All applications of a person but the first. Returns those that had the label not yet. */
async function labelDuplicates(trx: Trx, companyId: number, candidateId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into application_labels (company_id, application_id, label_id)
    select a.company_id, a.id, l.id
    from applications a join labels l on l.company_id = a.company_id and l.automatic = 'duplicate'
    where a.company_id = ${companyId} and a.candidate_id = ${candidateId}
      and a.id > (select min(id) from applications where company_id = ${companyId} and candidate_id = ${candidateId})
    on conflict do nothing returning application_id as id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Gives back what a merge has moved, and all that has been said and done about those applications since. */
export async function giveBack(trx: Trx, { companyId, keptId, mergedId }: Pair, moved: Moved): Promise<void> {
  const of = sql`company_id = ${companyId} and candidate_id = ${keptId}`;
  const about = sql`application_id = any (${moved.applications}::bigint[])`;
  await sql`
    update applications set candidate_id = ${mergedId} where ${of} and id = any (${moved.applications}::bigint[])`.execute(
    trx,
  );
  await sql`
    update application_events set candidate_id = ${mergedId} where company_id = ${companyId} and ${about}`.execute(trx);
  await sql`update comments set candidate_id = ${mergedId} where ${of} and ${about}`.execute(trx);
  await sql`
    update messages set candidate_id = ${mergedId}
    where ${of} and (${about} or id = any (${moved.messages}::bigint[]))`.execute(trx);
  await sql`
    update outbox o set candidate_id = ${mergedId} from messages m
    where o.company_id = ${companyId} and o.candidate_id = ${keptId}
      and m.company_id = o.company_id and m.id = o.message_id and m.candidate_id = ${mergedId}`.execute(trx);
  await sql`
    update inbound_events set candidate_id = ${mergedId} where ${of} and ${about} and handled_at is null`.execute(trx);
  await sql`
    insert into candidate_contacts (company_id, kind, value, candidate_id)
    select ${companyId}, c.kind, c.value, ${mergedId}
    from jsonb_to_recordset(${JSON.stringify(moved.contacts)}::jsonb) as c (kind text, value text)
    on conflict (company_id, kind, value) do update set candidate_id = excluded.candidate_id
    where candidate_contacts.candidate_id = ${keptId}`.execute(trx);
  await sql`
    with given as (select kind, value, coalesce("both", false) as both from jsonb_to_recordset(${JSON.stringify(moved.claims ?? [])}::jsonb) as c (kind text, value text, "both" boolean)),
    back as (
      insert into claimed_contacts (company_id, kind, value, candidate_id)
      select ${companyId}::bigint, kind, value, ${mergedId}::bigint from given on conflict do nothing
    )
    delete from claimed_contacts c using given g where not g.both and c.company_id = ${companyId} and c.candidate_id = ${keptId} and c.kind = g.kind and c.value = g.value`.execute(
    trx,
  );
  await sql`
    delete from application_labels l using labels d
    where l.company_id = ${companyId} and l.application_id = any (${moved.labelled}::bigint[])
      and d.company_id = l.company_id and d.id = l.label_id and d.automatic = 'duplicate'`.execute(trx);
}

/** The kept candidate is written to where the other could be, and called as they were, unless they had that themselves. */
export async function fillGaps(trx: Trx, { companyId, keptId, mergedId }: Pair): Promise<Moved['filled']> {
  const { rows } = await sql<{ email: string | null; phone: string | null; first: string | null; last: string }>`
    update candidates k set email = coalesce(k.email, m.email), phone = coalesce(k.phone, m.phone), updated_at = now(),
      first_name = case when k.first_name || k.last_name = '' then m.first_name else k.first_name end,
      last_name = case when k.first_name || k.last_name = '' then m.last_name else k.last_name end
    from candidates m, candidates before
    where k.company_id = ${companyId} and k.id = ${keptId} and m.company_id = k.company_id and m.id = ${mergedId}
      and before.company_id = k.company_id and before.id = k.id
    returning case when before.email is null then m.email end as email,
      case when before.phone is null then m.phone end as phone,
      case when before.first_name || before.last_name = '' and m.first_name || m.last_name <> '' then m.first_name end as first,
      m.last_name as last`.execute(trx);
  const [filled] = rows;
  return {
    ...(filled?.email && { email: filled.email }),
    ...(filled?.phone && { phone: filled.phone }),
    ...(filled && filled.first !== null && { name: { first: filled.first, last: filled.last } }),
  };
}

/** What somebody has corrected since stays. */
export async function emptyFilled(trx: Trx, { companyId, keptId }: Pair, { filled }: Moved): Promise<void> {
  await sql`
    update candidates set updated_at = now(), email = nullif(email, ${filled.email ?? null}), phone = nullif(phone, ${filled.phone ?? null})
    where company_id = ${companyId} and id = ${keptId}`.execute(trx);
  if (!filled.name) return;
  await sql`
    update candidates set first_name = '', last_name = ''
    where company_id = ${companyId} and id = ${keptId}
      and first_name = ${filled.name.first} and last_name = ${filled.name.last}`.execute(trx);
}
