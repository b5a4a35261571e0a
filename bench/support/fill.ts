import { type RawBuilder, sql } from 'kysely';
import { type Database, type Trx, withCompany } from '#platform/db.ts';
import { firstNames, lastNames } from './people.ts';

export type FillOptions = { companyId: number; campaignIds: number[]; applications: number; randomSeed: number };

const perTransaction = 50_000;
const tables = [
  'candidates',
  'candidate_contacts',
  'applications',
  'application_events',
  'application_labels',
  'name_words',
  'folder_counts',
  'day_counts',
  'activity_counts',
] as const;

/**
 * Fills campaigns with applications of the last ninety days, set by set in the database itself; the same seed makes the
 * same people. One in twenty-five is somebody's second application. No messages are made.
 */
export async function fillApplications(db: Database, options: FillOptions): Promise<void> {
  for (let from = 1; from <= options.applications; from += perTransaction) {
    const to = Math.min(from + perTransaction - 1, options.applications);
    await withCompany(db, options.companyId, (trx) => fillPart(trx, options, from, to));
  }
  // The planner and the visibility map would otherwise catch up only minutes later.
  for (const table of tables) await db.pool.query(`vacuum (analyze) ${table}`);
}

async function fillPart(trx: Trx, options: FillOptions, from: number, to: number): Promise<void> {
  await sql`create temporary table part on commit drop as ${people(options, from, to)}`.execute(trx);
  const { companyId } = options;
  await sql`
    insert into candidates (company_id, id, first_name, last_name, email, phone, created_at) overriding system value
    select ${companyId}, candidate_id, first_name, last_name, email, phone, added_at from part where not second order by candidate_id`.execute(
    trx,
  );
  await sql`
    insert into candidate_contacts (company_id, kind, value, candidate_id)
    select ${companyId}, kind, value, candidate_id from part, lateral (values ('email', email), ('phone', phone)) as c (kind, value)
    where not second order by kind, value`.execute(trx);
  await sql`
    insert into applications (company_id, id, campaign_id, candidate_id, folder, source, others, assignee_id, unread, last_message,
      last_message_direction, last_message_at, last_message_channel, added_at, completed_at, last_activity_at) overriding system value
    select ${companyId}, application_id, campaign_id, candidate_id, folder, source,
      jsonb_build_object('position', position, 'score', (delay % 100)::text), team.ids[1 + delay % (2 * cardinality(team.ids))],
      folder = 'inbox' and delay % 10 = 0, 'Hi ' || first_name || ', we invite you to an interview.', 'out', added_at, 'sms',
      added_at, completed_at, decided_at
    from part, (select array(select id from users where company_id = ${companyId} order by id) as ids) team
    order by application_id`.execute(trx);
  await sql`
    insert into application_labels (company_id, application_id, label_id)
    select ${companyId}, application_id, l.id from part
    join labels l on l.company_id = ${companyId} and l.automatic = 'duplicate' where second`.execute(trx);
  await sql`
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, data, at)
    select ${companyId}, application_id, candidate_id, campaign_id, kind, actor, '{}', at
    from part, lateral (values
      ('added', 'api', added_at), ('invited', 'system', added_at), ('completed', 'candidate', completed_at),
      (case when folder in ('shortlisted', 'rejected', 'hired') then folder end, 'user', decided_at)
    ) as e (kind, actor, at)
    where kind is not null and at is not null order by at`.execute(trx);
}

/** A row for each application. `chance(n, salt)` looks random and depends on nothing but the seed. */
function people({ campaignIds, applications, randomSeed }: FillOptions, from: number, to: number): RawBuilder<unknown> {
  const chance = (salt: number) => sql`(hashint8extended(n, ${sql.lit(randomSeed * 100 + salt)}) & 2147483647)`;
  const pick = (list: string[], salt: number) =>
    sql`(array[${sql.join(list.map((value) => sql.lit(value)))}])[1 + ${chance(salt)} % ${sql.lit(list.length)}]`;
  const folders = [
    'inbox',
    'inbox',
    'inbox',
    'inbox',
    'inbox',
    'completed',
    'completed',
    'shortlisted',
    'rejected',
    'rejected',
    'on_hold',
    'hired',
    'no_response',
  ];
  return sql`
    with numbered as (
      select n, n % 25 = 0 and n > ${sql.lit(from)} as second, ${pick(firstNames, 1)} as first_name, ${pick(lastNames, 2)} as last_name,
        (array[${sql.join(campaignIds.map((id) => sql.lit(id)))}]::bigint[])[1 + (n % 25 + ${chance(3)}) % ${sql.lit(campaignIds.length)}] as campaign_id,
        ${pick(folders, 4)} as folder, ${pick(['Public API', 'CSV', 'Careers site', 'Facebook'], 5)} as source,
        ${pick(['Agent', 'Driver', 'Cashier', 'Picker'], 6)} as position, ${chance(7)} % 86400 as delay,
        date_trunc('day', now()) - interval '90 days' * (1 - (n - 1)::float8 / ${sql.lit(applications)}) as added_at,
        nextval('candidates_id_seq') as own_id, nextval('applications_id_seq') as application_id
      from generate_series(${sql.lit(from)}::bigint, ${sql.lit(to)}::bigint) as n
    )
    select *, case when second then lag(own_id) over (order by n) else own_id end as candidate_id,
      'person.' || own_id || '@example.com' as email, '+1' || (2000000000 + own_id) as phone,
      case when folder in ('completed', 'shortlisted', 'rejected', 'hired', 'on_hold') then least(added_at + delay * interval '1 second', now()) end as completed_at,
      least(added_at + 2 * delay * interval '1 second', now()) as decided_at
    from numbered`;
}
