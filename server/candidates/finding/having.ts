import { sql } from 'kysely';
import { among, compared, type Sql } from './comparisons.ts';
import { type Calendar, onDays } from './days.ts';
import type { AttributeCondition, Condition } from './filter.ts';

/** `indexed`: ids of the attributes of which attribute_values holds everything, by type and key. */
export type Context = { userId: string; calendar: Calendar; indexed: Map<string, number> };

/**
 * What an application has several of, or none, in a table of its own: those who have one that is `like` that, a condition
 * on its row `x`; `negated`: those who have none.
 */
export type Having = { table: 'application_labels' | 'answers' | 'attribute_values'; like: Sql; negated: boolean };

/** Null where the condition is about the application itself, or about a part of a text. */
export function havingOf(condition: Condition, context: Context): Having | null {
  if (condition.field === 'label' || condition.field === 'answerType') return severalOf(condition);
  if (condition.field === 'attribute' && condition.op !== 'contains') return valuesOf(condition, context);
  return null;
}

/**
 * As a condition on the application `a`. Plan: a semi-join that begins at an index of the table where few have it, and a
 * probe of its primary key for each row of the list where many do.
 */
export function havingSql({ table, like, negated }: Having): Sql {
  return sql`${negated ? sql`not` : sql``} exists (
    select from ${sql.table(table)} x where x.company_id = a.company_id and x.application_id = a.id and ${like})`;
}

/** `isNot` is that none of them is it. */
export function severalOf(condition: Condition & { field: 'label' | 'answerType' }): Having {
  const table = condition.field === 'label' ? 'application_labels' : 'answers';
  const value = condition.field === 'label' ? sql`x.label_id` : sql`x.kind`;
  if (condition.op === 'empty' || condition.op === 'notEmpty')
    return { table, like: sql`true`, negated: condition.op === 'empty' };
  if (condition.op === 'isNot') return { table, like: sql`${value} = ${condition.value}`, negated: true };
  return { table, like: among(value, condition.field === 'label' ? 'int8' : 'text', condition), negated: false };
}

/** Null where not all of the attribute's values are there. Of a text that contains something: those who have any text. */
export function valuesOf(condition: AttributeCondition, { calendar, indexed }: Context): Having | null {
  const id = indexed.get(`${condition.type === 'choice' ? 'text' : condition.type} ${condition.key}`);
  if (id === undefined) return null;
  const negated = condition.op === 'empty' || condition.op === 'isNot';
  const like = sql`x.attribute_id = ${id} and ${likeOf(condition, calendar)}`;
  return { table: 'attribute_values', like, negated };
}

function likeOf(condition: AttributeCondition, calendar: Calendar): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty' || condition.op === 'contains') return sql`true`;
  if (condition.type === 'number')
    return compared(sql`x.number`, condition.op === 'isNot' ? { op: 'is', value: condition.value } : condition);
  if (condition.type === 'date') return onDays(sql`x.date`, condition, calendar);
  return condition.op === 'oneOf'
    ? sql`x.text = any (array(select lower(one) from unnest(${condition.value}::text[]) as one))`
    : sql`x.text = lower(${condition.value})`;
}
