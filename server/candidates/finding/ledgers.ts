import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { type DaysCondition, type Range, rangeOf } from './days.ts';
import type { Condition, Filter } from './filter.ts';
import { conditionOf, type Group, type Scope, scopeSql } from './scope.ts';

/** What a row of folder_counts says of those whom it counts. */
const ofFolders: ReadonlySet<Condition['field']> = new Set(['source', 'assignee', 'folder', 'campaign']);
/** The same of day_counts, apart from the day, and of label_counts, apart from the label. */
const ofDays: ReadonlySet<Condition['field']> = new Set(['folder', 'campaign']);
const moments = { added: 'added_at', completed: 'completed_at', active: 'last_activity_at' } as const;
type Field = keyof typeof moments;

/** How many match by campaign and folder, as sums of a ledger; null where none knows what is filtered by. */
export async function countByLedger(trx: Trx, scope: Scope): Promise<Group[] | null> {
  if (isOfFolders(scope.filter)) return countFolders(trx, scope);
  const others = scope.filter.filter((part) => !isNotCompleted(part));
  if (others.length < scope.filter.length && isOfDays(others)) {
    const rest = { ...scope, condition: conditionOf(others, scope.context) };
    const completed = await countDays(trx, rest, 'completed', await rangeOf(trx, scope.context.calendar, []));
    return withoutThese(await countFolders(trx, rest), completed);
  }
  const labelled = splitLabel(scope.filter);
  if (labelled) {
    const rest = { ...scope, condition: conditionOf(labelled.rest, scope.context) };
    const these = await countLabelled(trx, rest, labelled.labelId);
    return labelled.without ? withoutThese(await countFolders(trx, rest), these) : these;
  }
  const days = splitDays(scope.filter);
  if (!days) return null;
  const range = await rangeOf(trx, scope.context.calendar, days.conditions);
  const condition = conditionOf(days.rest, scope.context);
  return countDays(trx, { ...scope, condition }, days.field, range);
}

/** Whether a ledger is known to have none of what is filtered by, wherever it stands. */
export async function isNobodyByLedger(trx: Trx, scope: Scope): Promise<boolean> {
  return isOfFolders(scope.filter) && (await countFolders(trx, scope)).length === 0;
}

const isOfFolders = (filter: Filter) => isOf(ofFolders, filter);
const isOfDays = (filter: Filter) => isOf(ofDays, filter);

function isOf(fields: ReadonlySet<Condition['field']>, filter: Filter): boolean {
  return filter.flatMap((part) => ('any' in part ? part.any : [part])).every(({ field }) => fields.has(field));
}

function isNotCompleted(part: Filter[number]): boolean {
  return 'field' in part && part.field === 'completed' && part.op === 'empty';
}

function withoutThese(all: Group[], these: Group[]): Group[] {
  const keyOf = ({ campaign_id, folder }: Group) => `${campaign_id} ${folder}`;
  const counts = new Map(these.map((group) => [keyOf(group), group.count]));
  return all.map((group) => ({ ...group, count: group.count - (counts.get(keyOf(group)) ?? 0) }));
}

/** Sums of the ledger. Plan: Index Only Scan on folder_counts_group, a few lines a group, then HashAggregate. */
export async function countFolders(
  trx: Trx,
  scope: Pick<Scope, 'companyId' | 'reach' | 'condition'>,
): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select a.campaign_id, a.folder, sum(a.amount)::bigint as count
    from folder_counts a where ${scopeSql(wide(scope))} group by a.campaign_id, a.folder having sum(a.amount) <> 0
    ${scope.condition ? sql`` : prepared}`.execute(trx);
  return rows;
}

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
async function countLabelled(
  trx: Trx,
  scope: Pick<Scope, 'companyId' | 'reach' | 'condition'>,
  labelId: number | null,
): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select a.campaign_id, a.folder, sum(a.amount)::bigint as count from label_counts a
    where ${scopeSql(wide(scope))} and ${labelId === null ? sql`a.label_id is null` : sql`a.label_id = ${labelId}`}
    group by a.campaign_id, a.folder having sum(a.amount) <> 0`.execute(trx);
  return rows;
}

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
async function countDays(trx: Trx, scope: Scope, field: Field, range: Range): Promise<Group[]> {
  const { first, end, firstDay, endDay } = range;
  const at = sql.ref(`a.${moments[field]}`);
  const where = scopeSql(wide(scope));
  const edges = range.whole ? [[first, firstDay] as const, [endDay, end] as const] : [[first, end] as const];
  const inLedger = sql`
    select a.campaign_id, a.folder, sum(a.amount) as count from day_counts a
    where ${where} and a.field = ${field} and ${range.whole}
      and a.day >= ${firstDay}::date and a.day < ${endDay}::date
    group by a.campaign_id, a.folder`;
  const beside = edges.map(
    ([from, to]) => sql`
    select a.campaign_id, a.folder, count(*) from applications a
    where ${where} and ${at} >= ${from}::timestamp at time zone 'UTC' and ${at} < ${to}::timestamp at time zone 'UTC'
    group by a.campaign_id, a.folder`,
  );
  const { rows } = await sql<Group>`
    select campaign_id, folder, sum(count)::bigint as count
    from (${sql.join([inLedger, ...beside], sql` union all `)}) counted
    group by campaign_id, folder having sum(count) <> 0`.execute(trx);
  return rows;
}

/** Without what was chosen to be looked at: screens show the numbers of all folders and campaigns. */
function wide({ companyId, reach, condition }: Pick<Scope, 'companyId' | 'reach' | 'condition'>) {
  return { companyId, campaigns: reach, folders: null, condition };
}
