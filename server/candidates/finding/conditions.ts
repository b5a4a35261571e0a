import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { noCampaign } from '../schema.ts';
import type { AttributeCondition, Condition, DateCondition, Filter, NumberCondition, TextCondition } from './filter.ts';

type Sql = RawBuilder<unknown>;
/** `indexed`: ids of the attributes of which attribute_values holds everything, by type and key. */
type Context = { userId: string; timeZone: string; indexed: Map<string, number> };

/** The filter as a condition on the application `a`; it holds for everybody where the filter is empty. */
export async function filterSql(trx: Trx, session: Session, filter: Filter): Promise<Sql> {
  const timeZone = filter.length > 0 ? await companyZone(trx, session.companyId) : 'UTC';
  const conditions = filter.flatMap((part) => ('any' in part ? part.any : [part]));
  const indexed = conditions.some(({ field }) => field === 'attribute')
    ? await indexedAttributes(trx, session.companyId)
    : new Map<string, number>();
  const context = { userId: session.userId, timeZone, indexed };
  const all = filter.map((part) =>
    'any' in part
      ? sql`(${sql.join(
          part.any.map((condition) => conditionSql(condition, context)),
          sql` or `,
        )})`
      : conditionSql(part, context),
  );
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

async function companyZone(trx: Trx, companyId: number): Promise<string> {
  const row = await trx.selectFrom('companies').select('time_zone').where('id', '=', companyId).executeTakeFirst();
  return row?.time_zone ?? 'UTC';
}

/** Choices are texts that one chooses from. */
async function indexedAttributes(trx: Trx, companyId: number): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('custom_attributes')
    .select(['id', 'key', 'type'])
    .where('company_id', '=', companyId)
    .where('indexed_at', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, key, type }) => [[`text ${key}`, id] as const, [`${type} ${key}`, id] as const]));
}

function conditionSql(condition: Condition, context: Context): Sql {
  const { userId, timeZone } = context;
  switch (condition.field) {
    case 'source':
      return condition.op === 'contains'
        ? contains(sql`a.source`, condition.value)
        : among(sql`a.source`, 'text', condition);
    case 'label':
      return having(labels, sql`x.label_id`, 'int8', condition);
    case 'answerType':
      return having(answers, sql`x.kind`, 'text', condition);
    case 'added':
      return moment(sql`a.added_at`, condition, timeZone);
    case 'active':
      return moment(sql`a.last_activity_at`, condition, timeZone);
    case 'completed':
      return moment(sql`a.completed_at`, condition, timeZone);
    case 'assignee':
      return among(sql`a.assignee_id`, 'uuid', withMe(condition, userId));
    case 'resume':
      return condition.op === 'empty' ? sql`a.resume_key is null` : sql`a.resume_key is not null`;
    case 'unread':
      return condition.value ? sql`a.unread` : sql`not a.unread`;
    case 'channel':
      return among(sql`a.last_message_channel`, 'text', condition);
    case 'folder':
      return among(sql`a.folder`, 'text', condition);
    case 'reason':
      return among(sql`a.reason_id`, 'int8', condition);
    case 'campaign':
      return inCampaigns(condition);
    case 'attribute':
      return attributeSql(condition, context);
    case 'score':
      return numeric(detail('score'), condition);
    default:
      return textual(details[condition.field], condition);
  }
}

const labels = sql`application_labels x where x.company_id = a.company_id and x.application_id = a.id`;
const answers = sql`answers x where x.company_id = a.company_id and x.application_id = a.id`;

/** What a detail says; an empty text is none. */
const detail = (key: string) => sql`nullif(trim(a.others ->> ${key}::text), '')`;
const firstOf = (...keys: string[]) => sql`coalesce(${sql.join(keys.map(detail))})`;

/** Where intake keeps what it is told of who recommended somebody, by whichever way they came in. */
const details = {
  location: detail('location'),
  referee: sql`coalesce(${detail('referee')}, nullif(concat_ws(' ', ${detail('referee_first_name')}, ${detail('referee_last_name')}), ''))`,
  refereeEmail: detail('referee_email'),
  refereePhone: firstOf('referee_mobile', 'referee_phone'),
  refereeId: firstOf('referee_id', 'referee_employee_id'),
  refereeAccount: detail('referee_account'),
};

type Among = { op: 'is' | 'isNot'; value: unknown } | { op: 'oneOf'; value: unknown[] } | { op: 'empty' | 'notEmpty' };

function among(value: Sql, type: 'text' | 'int8' | 'uuid', condition: Among): Sql {
  switch (condition.op) {
    case 'is':
      return sql`${value} = ${condition.value}`;
    case 'isNot':
      return sql`${value} is distinct from ${condition.value}`;
    case 'oneOf':
      return sql`${value} = any (${condition.value}::${sql.ref(type)}[])`;
    case 'empty':
      return sql`${value} is null`;
    case 'notEmpty':
      return sql`${value} is not null`;
  }
}

/** Of what somebody can have several of: `isNot` is that none of them is it. */
function having(of: Sql, value: Sql, type: 'text' | 'int8', condition: Among): Sql {
  if (condition.op === 'empty') return sql`not exists (select from ${of})`;
  if (condition.op === 'notEmpty') return sql`exists (select from ${of})`;
  if (condition.op === 'isNot') return sql`not exists (select from ${of} and ${value} = ${condition.value})`;
  return sql`exists (select from ${of} and ${among(value, type, condition)})`;
}

function withMe(condition: Condition & { field: 'assignee' }, userId: string): Among {
  const named = (value: string) => (value === 'me' ? userId : value);
  if (condition.op === 'oneOf') return { op: 'oneOf', value: condition.value.map(named) };
  if (condition.op === 'is' || condition.op === 'isNot') return { op: condition.op, value: named(condition.value) };
  return condition;
}

/** In a list of campaigns a 0 stands for those who came without one. */
function inCampaigns(condition: Condition & { field: 'campaign' }): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(sql`a.campaign_id`, 'int8', condition);
  if (condition.op === 'isNot')
    return condition.value === noCampaign
      ? sql`a.campaign_id is not null`
      : among(sql`a.campaign_id`, 'int8', condition);
  const ids = condition.op === 'is' ? [condition.value] : condition.value;
  const own = sql`a.campaign_id = any (${ids.filter((id) => id !== noCampaign)}::int8[])`;
  return ids.includes(noCampaign) ? sql`(a.campaign_id is null or ${own})` : own;
}

function contains(value: Sql, part: string): Sql {
  return sql`fold_text(${value}) like '%' || replace(replace(replace(fold_text(${part}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`;
}

/** Typed by people in all ways, so that capital letters make no difference. */
function textual(value: Sql, condition: TextCondition): Sql {
  switch (condition.op) {
    case 'contains':
      return contains(value, condition.value);
    case 'is':
      return sql`lower(${value}) = lower(${condition.value})`;
    case 'isNot':
      return sql`lower(${value}) is distinct from lower(${condition.value})`;
    case 'oneOf':
      return sql`lower(${value}) = any (array(select lower(one) from unnest(${condition.value}::text[]) as one))`;
    default:
      return among(value, 'text', condition);
  }
}

/** What is no number compares as if it were not there. */
function numeric(value: Sql, condition: NumberCondition): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(value, 'text', condition);
  return compared(sql`(case when pg_input_is_valid(${value}, 'float8') then (${value})::float8 end)`, condition);
}

function compared(amount: Sql, condition: Exclude<NumberCondition, { op: 'empty' | 'notEmpty' }>): Sql {
  switch (condition.op) {
    case 'moreThan':
      return sql`${amount} > ${condition.value}::float8`;
    case 'lessThan':
      return sql`${amount} < ${condition.value}::float8`;
    case 'between':
      return sql`${amount} between ${condition.value[0]}::float8 and ${condition.value[1]}::float8`;
    case 'is':
      return sql`${amount} = ${condition.value}::float8`;
    case 'isNot':
      return sql`${amount} is distinct from ${condition.value}::float8`;
  }
}

/**
 * Plans: `exists` is a semi-join that begins at an index of attribute_values where few have the value, and a probe of its
 * primary key for each row of the list where many do. Of a detail that is no attribute the rows themselves are read.
 */
function attributeSql(condition: AttributeCondition, { timeZone, indexed }: Context): Sql {
  const id = indexed.get(`${condition.type === 'choice' ? 'text' : condition.type} ${condition.key}`);
  return id === undefined ? detailSql(condition, timeZone) : valueSql(condition, id, timeZone);
}

function detailSql(condition: AttributeCondition, timeZone: string): Sql {
  const value = detail(condition.key);
  if (condition.type === 'number') return numeric(value, condition);
  if (condition.type !== 'date') return textual(value, condition);
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(value, 'text', condition);
  const day = sql`(case when ${value} ~ '^\\d{4}-\\d\\d-\\d\\d' and pg_input_is_valid(left(${value}, 10), 'date') then left(${value}, 10)::date end)`;
  return during(day, condition, afterDays, timeZone);
}

function valueSql(condition: AttributeCondition, id: number, timeZone: string): Sql {
  const { op, type, key } = condition;
  const of = sql`attribute_values x where x.company_id = a.company_id and x.application_id = a.id and x.attribute_id = ${id}`;
  if (op === 'empty') return sql`not exists (select from ${of})`;
  if (op === 'notEmpty') return sql`exists (select from ${of})`;
  if (op === 'isNot') {
    const same =
      type === 'number' ? compared(sql`x.number`, { op: 'is', value: condition.value }) : is(condition.value);
    return sql`not exists (select from ${of} and ${same})`;
  }
  if (op === 'contains') return sql`(exists (select from ${of}) and ${contains(detail(key), condition.value)})`;
  if (type === 'number') return sql`exists (select from ${of} and ${compared(sql`x.number`, condition)})`;
  if (type === 'date')
    return sql`exists (select from ${of} and ${during(sql`x.date`, condition, afterDays, timeZone)})`;
  const one = op === 'is' ? is(condition.value) : isAny(condition.value);
  return sql`exists (select from ${of} and ${one})`;
}

const is = (text: string) => sql`x.text = lower(${text})`;
const isAny = (texts: string[]) => sql`x.text = any (array(select lower(one) from unnest(${texts}::text[]) as one))`;
const afterDays = (date: Sql, days: number) => sql`(${date} + ${sql.lit(days)})`;

/** A moment falls on the day that the company's clocks show then, however long that day is. */
function moment(at: Sql, condition: DateCondition, timeZone: string): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(at, 'text', condition);
  return during(at, condition, momentOf(timeZone), timeZone);
}

/** `from(date, days)` is where the day begins that is so many days after the date. */
function during(value: Sql, condition: DaysCondition, from: DayBegin, timeZone: string): Sql {
  const [first, end] = boundsOf(condition, from, timeZone);
  const bounds = [first && sql`${value} >= ${first}`, end && sql`${value} < ${end}`].filter((bound) => bound !== null);
  return sql`(${sql.join(bounds, sql` and `)})`;
}

type DayBegin = (date: Sql, after: number) => Sql;
export type DaysCondition = Exclude<DateCondition, { op: 'empty' | 'notEmpty' }>;

/** From where on, and before what: null where it has no beginning, or no end. */
function boundsOf(condition: DaysCondition, from: DayBegin, timeZone: string): [first: Sql | null, end: Sql | null] {
  const begin = (date: string, after: number) => from(sql`${date}::date`, after);
  const today = sql`(now() at time zone ${timeZone})::date`;
  switch (condition.op) {
    case 'on':
      return [begin(condition.value, 0), begin(condition.value, 1)];
    case 'between':
      return [begin(condition.value[0], 0), begin(condition.value[1], 1)];
    case 'before':
      return [null, begin(condition.value, 0)];
    case 'after':
      return [begin(condition.value, 1), null];
    case 'lastDays':
      return [from(today, 1 - condition.value), from(today, 1)];
  }
}

const momentOf =
  (timeZone: string): DayBegin =>
  (date, after) =>
    sql`((${date} + ${sql.lit(after)})::timestamp at time zone ${timeZone})`;

/** Moments, `[first, end)`, and the days of UTC that lie within, `[firstDay, endDay)`, where that is `whole` ones; all in UTC. */
export type Range = { first: string; end: string; firstDay: string; endDay: string; whole: boolean };

/** When all of these hold. */
export async function rangeOf(trx: Trx, companyId: number, conditions: DaysCondition[]): Promise<Range> {
  const timeZone = await companyZone(trx, companyId);
  const bounds = conditions.map((condition) => boundsOf(condition, momentOf(timeZone), timeZone));
  const firsts = bounds.flatMap(([first]) => (first ? [first] : []));
  const ends = bounds.flatMap(([, end]) => (end ? [end] : []));
  const { rows } = await sql<Range>`
    select first::text, "end"::text, "firstDay"::text, "endDay"::text, "firstDay" < "endDay" as whole
    from (select greatest(${sql.join([sql`'-infinity'::timestamptz`, ...firsts])}) at time zone 'UTC' as first,
      least(${sql.join([sql`'infinity'::timestamptz`, ...ends])}) at time zone 'UTC' as "end") bounds,
    lateral (select "end"::date as "endDay",
      case when first = date_trunc('day', first) then first::date else first::date + 1 end as "firstDay") days`.execute(
    trx,
  );
  return rows[0] ?? { first: 'infinity', end: 'infinity', firstDay: 'infinity', endDay: 'infinity', whole: false };
}
