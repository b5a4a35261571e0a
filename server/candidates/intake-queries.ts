import type pg from 'pg';
import { holdTurnsText } from '#campaigns/turns.ts';

/** Whom a row's addresses belong to already, and the numbers for what will be made of it. */
export type Recognised = {
  byEmail: number | null;
  byPhone: number | null;
  newCandidateId: number;
  applicationId: number;
  accessCode: string;
};

// The addresses are looked up one by one and not by a join: the plan is made once, perhaps while the tables are empty,
// and must be as good at a million rows.
const recogniseText = `
  select
    (select candidate_id from candidate_contacts where company_id = $1 and kind = 'email' and value = given.email) as "byEmail",
    (select candidate_id from candidate_contacts where company_id = $1 and kind = 'phone' and value = given.phone) as "byPhone",
    nextval('candidates_id_seq') as "newCandidateId",
    nextval('applications_id_seq') as "applicationId",
    next_access_code() as "accessCode"
  from rows from (json_to_recordset($2::json) as (email text, phone text)) with ordinality as given (email, phone, position)
  order by position`;

export async function recognise(
  client: pg.PoolClient,
  companyId: number,
  people: { email: string | null; phone: string | null }[],
): Promise<Recognised[]> {
  const addresses = JSON.stringify(people.map(({ email, phone }) => ({ email, phone })));
  const { rows } = await client.query<Recognised>({
    name: 'intake recognise',
    text: recogniseText,
    values: [companyId, addresses],
  });
  return rows;
}

/** Until the transaction ends nobody else takes turns in these campaigns; sent before the ids are drawn. */
export async function holdTurns(client: pg.PoolClient, companyId: number, campaignIds: Set<number>): Promise<void> {
  await client.query({ name: 'intake turns', text: holdTurnsText, values: [companyId, [...campaignIds]] });
}

/** A candidate who was there before. */
export type KnownCandidate = {
  id: number;
  email: string | null;
  phone: string | null;
  applications: { id: number; campaignId: number | null }[];
};

// Locked in the order of their ids: two requests for the same person take turns, and see each other's application.
const lockText = `
  select id, email, phone from candidates where company_id = $1 and id = any ($2::bigint[]) order by id for no key update`;
const applicationsText = `
  select id, candidate_id as "candidateId", campaign_id as "campaignId" from applications
  where company_id = $1 and candidate_id = any ($2::bigint[]) order by id`;

export async function lockKnown(
  client: pg.PoolClient,
  companyId: number,
  ids: number[],
): Promise<Map<number, KnownCandidate>> {
  if (ids.length === 0) return new Map();
  const values = [companyId, ids];
  const locked = await client.query<KnownCandidate>({ name: 'intake lock', text: lockText, values });
  const known = new Map(
    locked.rows.map((row) => [row.id, { ...row, applications: [] as KnownCandidate['applications'] }]),
  );
  const found = await client.query<{ id: number; candidateId: number; campaignId: number | null }>({
    name: 'intake applications',
    text: applicationsText,
    values,
  });
  for (const { id, candidateId, campaignId } of found.rows)
    known.get(candidateId)?.applications.push({ id, campaignId });
  return known;
}

export type KeptAnswer = {
  key: string;
  campaignId: number;
  fingerprint: string;
  applicationId: number;
  candidateId: number;
  duplicate: boolean;
};

const answersText = `
  select key, campaign_id as "campaignId", fingerprint, application_id as "applicationId", candidate_id as "candidateId", duplicate
  from idempotency_keys where company_id = $1 and key = any ($2::text[])`;

export async function findAnswers(client: pg.PoolClient, companyId: number, keys: string[]): Promise<KeptAnswer[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<KeptAnswer>({
    name: 'intake answers',
    text: answersText,
    values: [companyId, keys],
  });
  return rows;
}

/** An application to be made, and with `isNew` its candidate; in the form in which the statement below reads it. */
export type ApplicationRow = {
  id: number;
  candidate_id: number;
  is_new: boolean;
  campaign_id: number;
  /** Its place, from 1, among those of its campaign that come with it. */
  turn: number;
  first_name: string;
  last_name: string;
  email: string | null;
  phone: string | null;
  source: string;
  others: Record<string, string>;
  resume_key: string | null;
  resume_name: string | null;
  access_code: string;
  last_message: string | null;
  /** Channels of the invitation, null where none goes out. */
  invited: string[] | null;
  duplicate_label: number | null;
  idempotency_key: string | null;
  fingerprint: string | null;
};

export type ContactRow = { kind: 'email' | 'phone'; value: string; candidate_id: number };
export type Actor = { kind: 'api' } | { kind: 'user'; userId: string } | { kind: 'system' };

// All that an application consists of, in one statement. Contacts go in in the order of their key, so that two
// processes that bring the same people wait for each other and never in a circle.
const createText = `
  with brought as materialized (
    select * from json_to_recordset($2::json) as (
      id bigint, candidate_id bigint, is_new boolean, campaign_id bigint, turn integer, first_name text, last_name text,
      email text, phone text, source text, others jsonb, resume_key text, resume_name text, access_code text,
      last_message text, invited json, duplicate_label bigint, idempotency_key text, fingerprint text
    )
  ), turns as materialized (
    select campaign_id, take_turns($1, campaign_id, count(*)::integer) as people from brought group by campaign_id
  ), given as materialized (
    select b.*, t.people[b.turn] as assignee_id from brought b join turns t on t.campaign_id = b.campaign_id
  ), contacts as (
    insert into candidate_contacts (company_id, kind, value, candidate_id)
    select $1, kind, value, candidate_id
    from json_to_recordset($3::json) as (kind text, value text, candidate_id bigint)
    order by kind, value
    on conflict do nothing
    returning 1
  ), answers as (
    insert into idempotency_keys (company_id, key, campaign_id, fingerprint, application_id, candidate_id, duplicate)
    select $1, idempotency_key, campaign_id, fingerprint, id, candidate_id, duplicate_label is not null
    from given where idempotency_key is not null
    order by idempotency_key, campaign_id
    on conflict do nothing
    returning 1
  ), people as (
    insert into candidates (company_id, id, first_name, last_name, email, phone) overriding system value
    select $1, candidate_id, first_name, last_name, email, phone from given where is_new
  ), applied as (
    insert into applications (company_id, id, campaign_id, candidate_id, source, assignee_id, others, resume_key,
      resume_name, access_code, last_message, last_message_direction, last_message_at, last_message_channel) overriding system value
    select $1, id, campaign_id, candidate_id, source, assignee_id, others, resume_key, resume_name, access_code, last_message,
      case when last_message is not null then 'out' end, case when last_message is not null then now() end,
      case when last_message is not null then invited ->> 0 end
    from given
  ), resumes as (
    delete from loose_blobs
    where company_id = $1 and key = any (array(select resume_key from given where resume_key is not null))
  ), labelled as (
    insert into application_labels (company_id, application_id, label_id)
    select $1, id, duplicate_label from given where duplicate_label is not null
  ), happened as (
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data)
    select $1, id, candidate_id, campaign_id, 'added', $4, $5::uuid, jsonb_build_object('source', source) from given
    union all
    select $1, id, candidate_id, campaign_id, 'invited', 'system', null, jsonb_build_object('channels', invited) from given
    where invited is not null
    union all
    select $1, g.id, g.candidate_id, g.campaign_id, 'assigned', 'system', null,
      jsonb_build_object('name', u.name, 'userId', u.id, 'turn', true)
    from given g join users u on u.company_id = $1 and u.id = g.assignee_id
  )
  select give_way((select count(*) from contacts) < $6 or (select count(*) from answers) < $7)`;

/** The SQLSTATE of a transaction that gave way; it is to be begun again. */
export const gaveWay = 'PR001';

/** Stores the rows. Fails with `gaveWay` where another transaction was faster with one of the contacts or answers. */
export async function storeApplications(
  client: pg.PoolClient,
  companyId: number,
  rows: ApplicationRow[],
  contacts: ContactRow[],
  actor: Actor,
): Promise<void> {
  const userId = actor.kind === 'user' ? actor.userId : null;
  const answers = rows.filter((row) => row.idempotency_key !== null).length;
  const values = [
    companyId,
    JSON.stringify(rows),
    JSON.stringify(contacts),
    actor.kind,
    userId,
    contacts.length,
    answers,
  ];
  await client.query({ name: 'intake create', text: createText, values });
}

const completeText = `
  update candidates c set email = coalesce(c.email, g.email), phone = coalesce(c.phone, g.phone), updated_at = now()
  from json_to_recordset($2::json) as g (id bigint, email text, phone text)
  where c.company_id = $1 and c.id = g.id`;

/** Gives candidates the e-mail or phone that they had not. */
export async function completeCandidates(
  client: pg.PoolClient,
  companyId: number,
  people: { id: number; email: string | null; phone: string | null }[],
): Promise<void> {
  if (people.length === 0) return;
  await client.query({ name: 'intake complete', text: completeText, values: [companyId, JSON.stringify(people)] });
}
