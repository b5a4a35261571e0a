import { sql } from 'kysely';
import { type Database, withCompany, withSystem } from '#platform/db.ts';

export type Names = { campaignIds: number[]; labelId: number; userId: string };

export async function readNames(db: Database, companyId: number): Promise<Names> {
  const { rows } = await db.pool.query<Names>(
    `select array(select id::int from campaigns where company_id = $1 order by id) as "campaignIds",
      (select id from labels where company_id = $1 and automatic = 'duplicate') as "labelId",
      (select min(id::text) from users where company_id = $1) as "userId"`,
    [companyId],
  );
  return rows[0] as Names;
}

const attributes = [
  ['position', 'choice', ['Agent', 'Driver', 'Cashier', 'Picker']],
  ['score', 'number', []],
  ['start', 'date', []],
  ['remark', 'text', []],
] as const;

/**
 * Attributes of the company, of which all applications have two and one in ten has four, and what one in twenty has written;
 * nothing where that is there already.
 */
export async function fillFindings(db: Database, companyId: number): Promise<void> {
  const known = await withSystem(db, (trx) =>
    trx.selectFrom('custom_attributes').select('id').where('company_id', '=', companyId).executeTakeFirst(),
  );
  if (known) return;
  await withCompany(db, companyId, async (trx) => {
    for (const [position, [key, type, choices]] of attributes.entries())
      await trx
        .insertInto('custom_attributes')
        .values({
          company_id: companyId,
          key,
          name: key,
          type,
          choices: JSON.stringify(choices),
          position,
          indexed_at: new Date(),
        })
        .execute();
    await sql`
      insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
      select ${companyId}, a.id, d.id, lower(v.value), case when d.type = 'number' then v.value::float8 end,
        case when d.type = 'date' then v.value::date end
      from applications a join custom_attributes d on d.company_id = a.company_id
      cross join lateral (select case d.key
        when 'start' then case when a.id % 10 = 0 then (date '2027-01-01' + (a.id / 10 % 365)::int)::text end
        when 'remark' then case when a.id % 10 = 0 then 'Remark ' || a.id / 10 % 1000 end
        else a.others ->> d.key end as value) v
      where a.company_id = ${companyId} and v.value is not null order by a.id`.execute(trx);
    await sql`
      insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, status, created_at)
      select company_id, candidate_id, id, 'in', 'candidate', 'sms', (array['I can start on Monday', 'My licence is number ' || id,
        'Can I work the night shift?', 'Thank you, see you there'])[1 + id / 20 % 4], 'received', added_at
      from applications where company_id = ${companyId} and id % 20 = 0`.execute(trx);
  });
  for (const table of ['attribute_values', 'messages']) await db.pool.query(`vacuum analyze ${table}`);
}

/** What many have, what few have, what nobody has, and several at once: by name, the query of a list and of its counts. */
export function findings({ campaignIds, labelId, userId }: Names): [name: string, query: string][] {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const source = { field: 'source', op: 'is', value: 'CSV' };
  const label = { field: 'label', op: 'is', value: labelId };
  const assignee = { field: 'assignee', op: 'is', value: userId };
  const attribute = (key: string, type: string, op: string, value?: unknown) => ({
    field: 'attribute',
    key,
    type,
    op,
    value,
  });
  const position = attribute('position', 'choice', 'is', 'Driver');
  const filters: Record<string, object[]> = {
    source: [source],
    'a source that nobody has': [{ ...source, value: 'Nobody' }],
    label: [label],
    'no label': [{ field: 'label', op: 'empty' }],
    assignee: [assignee],
    'nobody assigned': [{ field: 'assignee', op: 'empty' }],
    unread: [{ field: 'unread', op: 'is', value: true }],
    'added in two days': [{ field: 'added', op: 'between', value: [day(60), day(59)] }],
    'added in the last month': [{ field: 'added', op: 'lastDays', value: 30 }],
    'added long ago': [{ field: 'added', op: 'before', value: day(85) }],
    'completed in the last week': [{ field: 'completed', op: 'lastDays', value: 7 }],
    'active in the last week': [{ field: 'active', op: 'lastDays', value: 7 }],
    'not completed': [{ field: 'completed', op: 'empty' }],
    'no résumé': [{ field: 'resume', op: 'empty' }],
    'source and last month': [source, { field: 'added', op: 'lastDays', value: 30 }],
    'label, source and assignee': [label, source, assignee],
    'label or assignee': [{ any: [label, assignee] }],
    'source or assignee': [{ any: [source, assignee] }],
    'attribute, a choice of many': [position],
    'attribute, a number that few have': [attribute('score', 'number', 'moreThan', 97)],
    'attribute, a number that many have': [attribute('score', 'number', 'moreThan', 40)],
    'attribute, a month': [attribute('start', 'date', 'between', ['2027-03-01', '2027-03-31'])],
    'attribute, a text that few have': [attribute('remark', 'text', 'is', 'Remark 77')],
    'attribute is empty': [attribute('start', 'date', 'empty')],
    'attributes, two': [position, attribute('start', 'date', 'notEmpty')],
    'a detail that is no attribute': [{ field: 'location', op: 'is', value: 'Cebu' }],
  };
  const all = Object.entries(filters).map(([name, filter]): [string, string] => [
    name,
    `filter=${encodeURIComponent(JSON.stringify(filter))}`,
  ]);
  const of = (name: string) => all.find(([known]) => known === name)?.[1] ?? '';
  const [campaignId = 0] = campaignIds;
  return [
    ['nothing', ''],
    ['sorted by added', 'sort=added'],
    ['inbox', 'folder=inbox'],
    [
      'three campaigns, two folders',
      `${campaignIds
        .slice(0, 3)
        .map((id) => `campaign=${id}`)
        .join('&')}&folder=inbox&folder=completed`,
    ],
    ['my leads', 'mine=true'],
    ...all,
    ['source, in campaign and folder', `${of('source')}&campaign=${campaignId}&folder=inbox`],
    ['assignee, in campaign and folder', `${of('assignee')}&campaign=${campaignId}&folder=inbox`],
    ['last month by added, oldest first', `${of('added in the last month')}&sort=added&order=asc`],
    ['source, with a name', `${of('source')}&q=garcia`],
    ['a name, nothing else', 'q=garcia'],
    ['a part of most addresses', 'q=example.com'],
    ['words that few have written', 'q=licence%20number%2041220&in=texts'],
    ['words that many have written', 'q=monday&in=texts'],
    ['words, with a source', `${of('source')}&q=monday&in=texts`],
  ];
}
