import { type RawBuilder, sql } from 'kysely';
import type { NumberCondition, TextCondition } from './filter.ts';

export type Sql = RawBuilder<unknown>;

export type Among =
  | { op: 'is' | 'isNot'; value: unknown }
  | { op: 'oneOf'; value: unknown[] }
  | { op: 'empty' | 'notEmpty' };

export function among(value: Sql, type: 'text' | 'int8' | 'uuid', condition: Among): Sql {
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

export function contains(value: Sql, part: string): Sql {
  return sql`fold_text(${value}) like '%' || replace(replace(replace(fold_text(${part}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`;
}

/** Typed by people in all ways, so that capital letters make no difference. */
export function textual(value: Sql, condition: TextCondition): Sql {
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
export function numeric(value: Sql, condition: NumberCondition): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(value, 'text', condition);
  return compared(sql`number_of(${value})`, condition);
}

export function compared(amount: Sql, condition: Exclude<NumberCondition, { op: 'empty' | 'notEmpty' }>): Sql {
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
