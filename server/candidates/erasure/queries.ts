import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

/** These candidates and whom they are made one with, locked in the order of their ids; those that are gone are missing. */
export async function lockPeople(trx: Trx, companyId: number, candidateIds: number[]): Promise<number[]> {
  const seen = await withMerged(trx, companyId, candidateIds);
  const { rows } = await sql<{ id: number }>`
    select id from candidates where company_id = ${companyId} and id = any (${seen}::bigint[])
    order by id for update`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Merges of these candidates wait from now on, so this holds until the transaction ends. */
export async function withMerged(trx: Trx, companyId: number, candidateIds: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive person (id) as (
      select unnest(${candidateIds}::bigint[])
      union
      select other.id from person p cross join lateral (
        select merged_id as id from candidate_merges
        where company_id = ${companyId} and kept_id = p.id and undone_at is null
        union all
        select kept_id from candidate_merges
        where company_id = ${companyId} and merged_id = p.id and undone_at is null
      ) other
    )
    select id from person order by id`.execute(trx);
  return rows.map(({ id }) => id);
}

export async function applicationsOf(trx: Trx, companyId: number, people: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from applications where company_id = ${companyId} and candidate_id = any (${people}::bigint[])
    for update`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Everything by which these people were ever written to or known, in lower case. */
export async function addressesOf(trx: Trx, companyId: number, people: number[]): Promise<string[]> {
  const of = sql`company_id = ${companyId} and candidate_id = any (${people}::bigint[])`;
  const { rows } = await sql<{ address: string }>`
    select lower(value) as address from candidate_contacts where ${of}
    union
    select lower(a) from candidates, unnest(array[email, phone]) as a
    where company_id = ${companyId} and id = any (${people}::bigint[]) and a is not null
    union
    select lower(to_address) from messages where ${of} and to_address is not null
    union
    select lower(value) from candidate_formers where ${of} and field in ('email', 'phone')`.execute(trx);
  return rows.map(({ address }) => address);
}

/** Words of their names, those that were corrected included, as the search knows them. */
export async function nameWordsOf(trx: Trx, companyId: number, people: number[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct word from (
      select first_name || ' ' || last_name as name from candidates
      where company_id = ${companyId} and id = any (${people}::bigint[])
      union all
      select value from candidate_formers
      where company_id = ${companyId} and candidate_id = any (${people}::bigint[]) and field in ('first_name', 'last_name')
    ) names, regexp_split_to_table(fold_text(name), '[^[:alnum:]]+') as word
    where length(word) >= 3`.execute(trx);
  return rows.map(({ word }) => word);
}

/** Keys of all files that are these people's. */
export async function filesOf(trx: Trx, companyId: number, people: number[], applications: number[]) {
  const { rows } = await sql<{ key: string }>`
    select photo_key as key from candidates
    where company_id = ${companyId} and id = any (${people}::bigint[]) and photo_key is not null
    union
    select resume_key from applications
    where company_id = ${companyId} and id = any (${applications}::bigint[]) and resume_key is not null
    union
    select blob_key from answers
    where company_id = ${companyId} and application_id = any (${applications}::bigint[]) and blob_key is not null
    union
    select file ->> 'key' from messages, jsonb_array_elements(attachments) as file
    where company_id = ${companyId} and candidate_id = any (${people}::bigint[]) and attachments <> '[]'`.execute(trx);
  return rows.map(({ key }) => key);
}

/** What the sandbox's phone and mailbox show of them. Returns the keys of files that were sent there. */
export async function emptySandbox(trx: Trx, companyId: number, people: number[], addresses: string[]) {
  const { rows } = await sql<{ keys: string[] }>`
    with theirs as (
      delete from sandbox_accounts
      where company_id = ${companyId} and (phone = any (${addresses}::text[]) or lower(address) = any (${addresses}::text[]))
      returning lower(address) as address, phone
    )
    delete from sandbox_messages s
    where company_id = ${companyId} and (
      message_id in (select id from messages where company_id = ${companyId} and candidate_id = any (${people}::bigint[]))
      or lower(to_address) = any (${addresses}::text[])
      or lower(to_address) in (select address from theirs union select phone from theirs))
    returning array_remove(file ->> 'key' || array(select f ->> 'key' from jsonb_array_elements(attachments) as f), null) as keys`.execute(
    trx,
  );
  return rows.flatMap(({ keys }) => keys);
}

/** Mails that showed them to somebody, as the sandbox keeps them: told by the secret of the link, which stands in each. */
export async function dropSandboxShares(trx: Trx, companyId: number, applications: number[]): Promise<void> {
  await sql`
    delete from sandbox_messages m using shares s
    join share_mails sent on sent.company_id = s.company_id and sent.share_id = s.id
    where s.company_id = ${companyId} and s.application_id = any (${applications}::bigint[])
      and m.company_id = s.company_id and m.channel = 'email' and lower(m.to_address) = sent.to_address
      and exists (
        select from regexp_matches(m.body, '/s/([A-Za-z0-9_-]{32})', 'g') as link join share_tokens t
          on t.hash = encode(sha256(convert_to(link[1], 'UTF8')), 'hex')
        where t.company_id = s.company_id and t.share_id = s.id)`.execute(trx);
}

/** Whoever opted out is not written to when the address comes in again; which address it was can not be read any more. */
export async function hideSuppressions(trx: Trx, companyId: number, addresses: string[]): Promise<void> {
  const theirs = sql`company_id = ${companyId} and address = any (${addresses}::text[])`;
  await sql`
    insert into suppressions (company_id, channel, address, reason, created_at, bounced_at)
    select company_id, channel, erased_address(company_id, channel, address), reason, created_at, bounced_at
    from suppressions where ${theirs} on conflict do nothing`.execute(trx);
  await sql`delete from suppressions where ${theirs}`.execute(trx);
}

/** Rows of imports that were refused and hold one of these addresses; phones are told by their last eight digits. */
export async function dropRefusedRows(trx: Trx, companyId: number, addresses: string[]): Promise<void> {
  const tails = addresses.filter((one) => /^\+\d{8,}$/.test(one)).map((one) => one.slice(-8));
  await sql`
    delete from import_refusals r where r.company_id = ${companyId} and exists (
      select from jsonb_array_elements_text(r.cells) as cell
      where lower(trim(cell)) = any (${addresses}::text[])
        or right(regexp_replace(cell, '[^0-9]', '', 'g'), 8) = any (${tails}::text[]))`.execute(trx);
}

/** With whom these were ever made one, them included, also where that was taken back: a file of before may still say so. */
export async function everMerged(trx: Trx, companyId: number, people: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select unnest(${people}::bigint[]) as id
    union
    select unnest(array[kept_id, merged_id]) from candidate_merges
    where company_id = ${companyId} and (kept_id = any (${people}::bigint[]) or merged_id = any (${people}::bigint[]))`.execute(
    trx,
  );
  return rows.map(({ id }) => Number(id));
}

/** The other party of a merge that was taken apart keeps the event, without the name. */
export async function dropNamesFromMerges(trx: Trx, companyId: number, people: number[]): Promise<void> {
  await sql`
    with recursive touched as (
      select id, kept_id, merged_id from candidate_merges
      where company_id = ${companyId} and (kept_id = any (${people}::bigint[]) or merged_id = any (${people}::bigint[]))
    ), near (id) as (
      select kept_id from touched union select merged_id from touched
      union
      select other.id from near n cross join lateral (
        select kept_id as id from candidate_merges where company_id = ${companyId} and merged_id = n.id
        union all select merged_id from candidate_merges where company_id = ${companyId} and kept_id = n.id
      ) other
    )
    update application_events e set data = e.data - 'name'
    from applications a
    where a.company_id = ${companyId} and a.candidate_id in (select id from near)
      and e.company_id = a.company_id and e.application_id = a.id and e.kind in ('merged', 'unmerged')
      and (e.data ->> 'mergeId')::bigint in (select id from touched)`.execute(trx);
}

/** What the figures count stays, with nothing in it that tells of anybody; all other events go. */
export async function emptyEvents(trx: Trx, companyId: number, applications: number[]): Promise<void> {
  const theirs = sql`company_id = ${companyId} and application_id = any (${applications}::bigint[])`;
  await sql`
    delete from application_events
    where ${theirs} and kind not in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired')`.execute(trx);
  await sql`update application_events set data = '{}' where ${theirs} and data <> '{}'`.execute(trx);
}

/** Words that no name of this company has any more; returns which. One that comes in anew at this very moment may be forgotten with them. */
export async function forgetNameWords(trx: Trx, companyId: number, words: string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    delete from name_words w where w.company_id = ${companyId} and w.word = any (${words}::text[]) and not exists (
      select from candidates c
      where c.company_id = ${companyId} and c.search_text like '%' || w.word || '%'
        and w.word = any (regexp_split_to_array(fold_text(c.first_name || ' ' || c.last_name), '[^[:alnum:]]+')))
    returning w.word`.execute(trx);
  return rows.map(({ word }) => word);
}

/** The rows themselves; what belongs to them goes by its foreign keys. */
export async function dropPeople(
  trx: Trx,
  companyId: number,
  people: number[],
  applications: number[],
  addresses: string[],
): Promise<void> {
  const of = sql`company_id = ${companyId} and candidate_id = any (${people}::bigint[])`;
  await sql`delete from comments where ${of}`.execute(trx);
  await sql`delete from inbound_events where ${of}`.execute(trx);
  await sql`delete from idempotency_keys where ${of}`.execute(trx);
  await sql`
    delete from sms_counters
    where company_id = ${companyId} and kind = 'number' and key = any (${addresses}::text[])`.execute(trx);
  await sql`
    delete from applications where company_id = ${companyId} and id = any (${applications}::bigint[])`.execute(trx);
  await sql`delete from candidates where company_id = ${companyId} and id = any (${people}::bigint[])`.execute(trx);
}
