import { type RawBuilder, sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { type DaysCondition, type Range, rangeOf } from './days.ts';
import type { Condition, Filter } from './filter.ts';
import { conditionOf, type Group, type Scope, scopeSql } from './scope.ts';

/** What a row of folder_counts says of those whom it counts. */
const inFolders: ReadonlySet<Condition['field']> = new Set(['source', 'assignee', 'folder', 'campaign']);
/** The same of day_counts, apart from the day, and of label_counts, apart from the label. */
const inDays: ReadonlySet<Condition['field']> = new Set(['folder', 'campaign']);
const moments = { added: 'added_at', completed: 'completed_at', active: 'last_activity_at' } as const;
type Field = keyof typeof moments;

/** Rows of a campaign, a folder and an amount. */
type Lines = RawBuilder<unknown>;

/** How many match by campaign and folder, as sums of a ledger, of one moment; null where none knows what is filtered by. */
export async function countByLedger(trx: Trx, scope: Scope): Promise<Group[] | null> {
  const rest = (filter: Filter) => ({ ...scope, condition: conditionOf(filter, scope.context) });
  if (isOfFolders(scope.filter)) return countFolders(trx, scope);
  const others = scope.filter.filter((part) => !isNotCompleted(part));
  if (others.length < scope.filter.length && isOfDays(others)) {
    const always = await rangeOf(trx, scope.context.calendar, []);
    return sumOf(trx, ofFolder(rest(others)), ofDays(rest(others), 'completed', always));
  }
  const labelled = splitLabel(scope.filter);
  if (labelled) {
    const these = ofLabel(rest(labelled.rest), labelled.labelId);
    return labelled.without ? sumOf(trx, ofFolder(rest(labelled.rest)), these) : sumOf(trx, these);
  }
  const days = splitDays(scope.filter);
  if (!days) return null;
  const range = await rangeOf(trx, scope.context.calendar, days.conditions);
  return sumOf(trx, ofDays(rest(days.rest), days.field, range));
}

/** `without`: less these, in the same statement, so that nobody who moves between the two is counted twice or not at all. */
async function sumOf(trx: Trx, lines: Lines, without?: Lines): Promise<Group[]> {
  const all = without
    ? sql`${lines} union all select campaign_id, folder, -amount from (${without}) taken`
    : sql`${lines}`;
  const { rows } = await sql<Group>`
    select campaign_id, folder, sum(amount)::bigint as count from (${all}) lines
    group by campaign_id, folder having sum(amount) <> 0`.execute(trx);
  return rows;
}

/** Whether a ledger is known to have none of what is filtered by, wherever it stands. */
export async function isNobodyByLedger(trx: Trx, scope: Scope): Promise<boolean> {
  return isOfFolders(scope.filter) && (await countFolders(trx, scope)).length === 0;
}

const isOfFolders = (filter: Filter) => isOf(inFolders, filter);
const isOfDays = (filter: Filter) => isOf(inDays, filter);

function isOf(fields: ReadonlySet<Condition['field']>, filter: Filter): boolean {
  return filter.flatMap((part) => ('any' in part ? part.any : [part])).every(({ field }) => fields.has(field));
}

function isNotCompleted(part: Filter[number]): boolean {
  return 'field' in part && part.field === 'completed' && part.op === 'empty';
}

type Reached = Pick<Scope, 'companyId' | 'reach' | 'condition'>;

/** Sums of the ledger. Plan: Index Only Scan on folder_counts_group, a few lines a group, then HashAggregate. */
export async function countFolders(trx: Trx, scope: Reached): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select a.campaign_id, a.folder, sum(a.amount)::bigint as count
    from folder_counts a where ${scopeSql(wide(scope))} group by a.campaign_id, a.folder having sum(a.amount) <> 0
    ${scope.condition ? sql`` : prepared}`.execute(trx);
  return rows;
}

const ofFolder = (scope: Reached): Lines =>
  sql`select a.campaign_id, a.folder, a.amount from folder_counts a where ${scopeSql(wide(scope))}`;

/** A filter by one label, or by any (`labelId` null), and by nothing else that label_counts does not say; null for another. */
function splitLabel(filter: Filter): { labelId: number | null; without: boolean; rest: Filter } | null {
  const rest = filter.filter((part) => isOfDays([part]));
  const [part, ...others] = filter.filter((one) => !rest.includes(one));
  if (!part || others.length > 0 || 'any' in part || part.field !== 'label') return null;
  const without = part.op === 'isNot' || part.op === 'empty';
  if (part.op === 'empty' || part.op === 'notEmpty') return { labelId: null, without, rest };
  if (part.op !== 'oneOf') return { labelId: part.value, without, rest };
  // Who has two of several would count twice.
  const [labelId, ...more] = new Set(part.value);
  return labelId !== undefined && more.length === 0 ? { labelId, without, rest } : null;
}

/** Those with this label, or with any at all. Plan: a few lines a group, by label_counts_group where there are many. */
const ofLabel = (scope: Reached, labelId: number | null): Lines => sql`
  select a.campaign_id, a.folder, a.amount from label_counts a
  where ${scopeSql(wide(scope))} and ${labelId === null ? sql`a.label_id is null` : sql`a.label_id = ${labelId}`}`;

/** How many of those within reach are this user's own. Plan as above. */
export async function countOwn(trx: Trx, { companyId, userId }: Session, campaigns: number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(a.amount), 0)::bigint as count from folder_counts a
    where a.company_id = ${companyId} and a.assignee_id = ${userId}
      and (${campaigns}::int8[] is null or a.campaign_id = any (${campaigns}::int8[])) ${prepared}`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Of which moment a filter wants some days, and nothing else that day_counts does not say; null for another filter. */
function splitDays(filter: Filter): { field: Field; conditions: DaysCondition[]; rest: Filter } | null {
  let field: Field | null = null;
  const conditions: DaysCondition[] = [];
  const rest: Filter = [];
  for (const part of filter) {
    if (isOfDays([part])) rest.push(part);
    else if ('any' in part) return null;
    else if (part.field === 'added' || part.field === 'completed' || part.field === 'active') {
      if ((field !== null && field !== part.field) || part.op === 'empty') return null;
      field = part.field;
      if (part.op !== 'notEmpty') conditions.push(part);
    } else return null;
  }
  return field && { field, conditions, rest };
}

/**
 * The ledger has the days of UTC that lie within; before the first and after the last of them the applications are
 * counted. Plans: Index Only Scan on day_counts_group, a line or two a group and day; Index Only Scan on applications_added,
 * applications_completed or applications_finding, as far as two days go.
 */
function ofDays(scope: Reached, field: Field, range: Range): Lines {
  const { first, end, firstDay, endDay } = range;
  const at = sql.ref(`a.${moments[field]}`);
  const where = scopeSql(wide(scope));
  const edges = range.whole ? [[first, firstDay] as const, [endDay, end] as const] : [[first, end] as const];
  const inLedger = sql`
    select a.campaign_id, a.folder, sum(a.amount) as amount from day_counts a
    where ${where} and a.field = ${field} and ${range.whole}
      and a.day >= ${firstDay}::date and a.day < ${endDay}::date
    group by a.campaign_id, a.folder`;
  const beside = edges.map(
    ([from, to]) => sql`
    select a.campaign_id, a.folder, count(*) from applications a
    where ${where} and ${at} >= ${from}::timestamp at time zone 'UTC' and ${at} < ${to}::timestamp at time zone 'UTC'
    group by a.campaign_id, a.folder`,
  );
  return sql.join([inLedger, ...beside], sql` union all `);
}

/** Without what was chosen to be looked at: screens show the numbers of all folders and campaigns. */
function wide({ companyId, reach, condition }: Reached) {
  return { companyId, campaigns: reach, folders: null, condition };
}
