import { type RawBuilder, sql } from 'kysely';
import { conditionSql, withMe } from '../conditions.ts';
import type { Condition, Filter } from '../filter.ts';
import { type Context, havingOf } from '../having.ts';

type Sql = RawBuilder<unknown>;

/**
 * What a condition asks, never turned round: `holds` says it of the application `a`, `members` selects the `id` of all of whom
 * it holds, or of their candidates, and two of the same `key` ask the same within a company.
 */
export type Criterion = { key: string; holds: Sql; members: Sql; of: 'application' | 'candidate' };
/** `negated`: of whom it does not hold. */
export type Asked = { criterion: Criterion; negated: boolean };

/** For each part of the filter what it asks, of which any is enough. */
export function criteriaOf(filter: Filter, companyId: number, context: Context): Asked[][] {
  return filter.map((part) => ('any' in part ? part.any : [part]).map((one) => askedBy(one, companyId, context)));
}

function askedBy(condition: Condition, companyId: number, context: Context): Asked {
  const { straight, negated } = straightened(condition, context);
  const having = havingOf(straight, context);
  const holds = conditionSql(straight, context);
  const members = having
    ? sql`select x.application_id as id from ${sql.table(having.table)} x where x.company_id = ${companyId} and ${having.like}`
    : sql`select a.id from applications a where a.company_id = ${companyId} and ${holds}`;
  return { criterion: { key: keyOf(straight, context), holds, members, of: 'application' }, negated };
}

/** What is true of all others than a second condition is told as that one, negated. */
function straightened(condition: Condition, { userId }: Context): { straight: Condition; negated: boolean } {
  const named = condition.field === 'assignee' ? { ...condition, ...withMe(condition, userId) } : condition;
  if (condition.op === 'empty') return { straight: { ...named, op: 'notEmpty' } as Condition, negated: true };
  if (condition.op === 'isNot') return { straight: { ...named, op: 'is' } as Condition, negated: true };
  if (condition.field === 'unread') return { straight: { ...condition, value: true }, negated: !condition.value };
  return { straight: named as Condition, negated: false };
}

/** Days depend on the company's time zone and, where they are counted back, on its today. */
function keyOf(condition: Condition, { calendar, indexed }: Context): string {
  const depends = [calendar.timeZone];
  if (condition.op === 'lastDays') depends.push(calendar.today);
  if (condition.field === 'attribute')
    depends.push(String(indexed.get(`${condition.type === 'choice' ? 'text' : condition.type} ${condition.key}`)));
  return JSON.stringify([condition, depends]);
}
