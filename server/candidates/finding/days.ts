import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { among, type Sql } from './comparisons.ts';
import type { DateCondition } from './filter.ts';

/** What the company's clocks and calendar show: a time zone, and which day is `today` there. */
export type Calendar = { timeZone: string; today: string };

export async function readCalendar(trx: Trx, companyId: number): Promise<Calendar> {
  const { rows } = await sql<Calendar>`
    select time_zone as "timeZone", (now() at time zone time_zone)::date::text as today
    from companies where id = ${companyId}`.execute(trx);
  return rows[0] ?? { timeZone: 'UTC', today: new Date().toISOString().slice(0, 10) };
}

export type DaysCondition = Exclude<DateCondition, { op: 'empty' | 'notEmpty' }>;

/** A moment falls on the day that the company's clocks show then, however long that day is. */
export function moment(at: Sql, condition: DateCondition, calendar: Calendar): Sql {
  if (condition.op === 'empty' || condition.op === 'notEmpty') return among(at, 'text', condition);
  return during(at, condition, momentOf(calendar.timeZone), calendar);
}

/** A date is a day by itself. */
export function onDays(date: Sql, condition: DaysCondition, calendar: Calendar): Sql {
  return during(date, condition, (from, days) => sql`(${from} + ${sql.lit(days)})`, calendar);
}

/** `from(date, days)` is where the day begins that is so many days after the date. */
function during(value: Sql, condition: DaysCondition, from: DayBegin, calendar: Calendar): Sql {
  const [first, end] = boundsOf(condition, from, calendar);
  const bounds = [first && sql`${value} >= ${first}`, end && sql`${value} < ${end}`].filter((bound) => bound !== null);
  return sql`(${sql.join(bounds, sql` and `)})`;
}

type DayBegin = (date: Sql, after: number) => Sql;

/** From where on, and before what: null where it has no beginning, or no end. */
function boundsOf(condition: DaysCondition, from: DayBegin, { today }: Calendar): [first: Sql | null, end: Sql | null] {
  const begin = (date: string, after: number) => from(sql`${date}::date`, after);
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
      return [begin(today, 1 - condition.value), begin(today, 1)];
  }
}

const momentOf =
  (timeZone: string): DayBegin =>
  (date, after) =>
    sql`((${date} + ${sql.lit(after)})::timestamp at time zone ${timeZone})`;

/** Moments, `[first, end)`, and the days of UTC that lie within, `[firstDay, endDay)`, where that is `whole` ones; all in UTC. */
export type Range = { first: string; end: string; firstDay: string; endDay: string; whole: boolean };

/** When all of these hold. */
export async function rangeOf(trx: Trx, calendar: Calendar, conditions: DaysCondition[]): Promise<Range> {
  const bounds = conditions.map((condition) => boundsOf(condition, momentOf(calendar.timeZone), calendar));
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
