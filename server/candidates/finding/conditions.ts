import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { noCampaign } from '../schema.ts';
import { type Among, among, contains, numeric, type Sql, textual } from './comparisons.ts';
import { type Calendar, moment, onDays, readCalendar } from './days.ts';
import type { AttributeCondition, Condition, Filter } from './filter.ts';
import { type Context, havingSql, severalOf, valuesOf } from './having.ts';

/** The filter as a condition on the application `a`; it holds for everybody where the filter is empty. */
export function filterSql(filter: Filter, context: Context): Sql {
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

/** What the meaning of these conditions depends on: of none on nothing. */
export async function readContext(trx: Trx, { companyId, userId }: Session, filter: Filter): Promise<Context> {
  if (filter.length === 0) return { userId, calendar: { timeZone: 'UTC', today: '' }, indexed: new Map() };
  const conditions = filter.flatMap((part) => ('any' in part ? part.any : [part]));
  const indexed = conditions.some(({ field }) => field === 'attribute')
    ? await indexedAttributes(trx, companyId)
    : new Map<string, number>();
  return { userId, calendar: await readCalendar(trx, companyId), indexed };
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

export function conditionSql(condition: Condition, context: Context): Sql {
  const { userId, calendar } = context;
  switch (condition.field) {
    case 'source':
      return condition.op === 'contains'
        ? sql`a.source = any (${sourcesLike(condition.value)})`
        : among(sql`a.source`, 'text', condition);
    case 'label':
    case 'answerType':
      return havingSql(severalOf(condition));
    case 'added':
      return moment(sql`a.added_at`, condition, calendar);
    case 'active':
      return moment(sql`a.last_activity_at`, condition, calendar);
    case 'completed':
      return moment(sql`a.completed_at`, condition, calendar);
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

/** The ledger has a few lines for each source, where the applications are many. */
const sourcesLike = (part: string) =>
  sql`array(select s.source from folder_counts s where ${contains(sql`s.source`, part)})`;

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

/** Whom it names, by id. */
export function withMe(condition: Condition & { field: 'assignee' }, userId: string): Among {
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

function attributeSql(condition: AttributeCondition, context: Context): Sql {
  const having = valuesOf(condition, context);
  if (!having) return detailSql(condition, context.calendar);
  return condition.op === 'contains'
    ? sql`(${havingSql(having)} and ${contains(detail(condition.key), condition.value)})`
    : havingSql(having);
}

/** Of a detail that is no attribute the rows themselves are read. */
function detailSql(condition: AttributeCondition, calendar: Calendar): Sql {
  const value = detail(condition.key);
  if (condition.type === 'number') return numeric(value, condition);
  if (condition.type !== 'date') return textual(value, condition);
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(value, 'text', condition);
  const day = sql`(case when ${value} ~ '^\\d{4}-\\d\\d-\\d\\d' and pg_input_is_valid(left(${value}, 10), 'date') then left(${value}, 10)::date end)`;
  return onDays(day, condition, calendar);
}
