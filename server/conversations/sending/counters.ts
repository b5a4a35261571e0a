import { CompiledQuery, sql } from 'kysely';
import { smsSegments } from '#channels/sms/segments.ts';
import type { Trx } from '#platform/db.ts';
import { wallClock } from './hours.ts';
import type { SendingRules } from './rules.ts';

export type LimitReason = 'sms_cap' | 'number_limit' | 'prefix_limit';

/** A message that is about to leave as SMS. `counted` is the month in which it was counted before. */
export type Sms = { companyId: number; messageId: number; to: string | null; body: string; counted: string | null };

/** How much was used of each limit that holds for one number. */
export type Use = { month: number; number: number; prefix: number };

/** The first limit that a message of so many parts would break; null where it may go. */
export function brokenLimit(rules: SendingRules, use: Use, parts: number): LimitReason | null {
  if (rules.smsCap !== null && use.month + parts > rules.smsCap) return 'sms_cap';
  if (rules.unlimited) return null;
  if (rules.numberADay !== null && use.number >= rules.numberADay) return 'number_limit';
  return rules.prefixAnHour !== null && use.prefix >= rules.prefixAnHour ? 'prefix_limit' : null;
}

export function partsOf(body: string): number {
  return Math.max(1, smsSegments(body).segments.length);
}

type Counter = { kind: keyof Use; key: string; since: string };

/** The month is always counted, for its figure; the others where there is a limit. */
function countersOf(rules: SendingRules, to: string, at: Date): Counter[] {
  const { month, day, hour } = periodsOf(rules.timeZone, at);
  const prefix = to.replace(/\D/g, '').slice(0, rules.prefixDigits);
  return [
    { kind: 'month', key: '', since: month },
    ...(rules.numberADay === null ? [] : [{ kind: 'number' as const, key: to, since: day }]),
    ...(rules.prefixAnHour === null ? [] : [{ kind: 'prefix' as const, key: prefix, since: hour }]),
  ];
}

/** When the current month and day of a zone began by its clocks, and the hour in UTC. */
export function periodsOf(timeZone: string, at: Date): { month: string; day: string; hour: string } {
  const text = (moment: number) => new Date(moment).toISOString();
  const local = text(wallClock(at.getTime(), timeZone));
  return {
    month: `${local.slice(0, 7)}-01 00:00:00`,
    day: `${local.slice(0, 10)} 00:00:00`,
    hour: `${text(at.getTime()).slice(0, 13).replace('T', ' ')}:00:00`,
  };
}

/** When the limits of this hour are over. */
export function endOfHour(at: Date): Date {
  const hourMs = 3_600_000;
  return new Date((Math.floor(at.getTime() / hourMs) + 1) * hourMs);
}

type Locked = Counter & { companyId: number; used: number };

const nameOf = (companyId: number, { kind, key, since }: Counter) => `${companyId} ${kind} ${key} ${since}`;

// Everybody takes the rows in the same order, so nobody waits in a circle.
const lock = `
  insert into sms_counters (company_id, kind, key, since)
  select distinct "companyId", kind, key, since
  from json_to_recordset($1::json) as g ("companyId" bigint, kind text, key text, since timestamp) order by 1, 2, 3, 4
  on conflict (company_id, kind, key, since) do update set used = sms_counters.used
  returning company_id as "companyId", kind, key, to_char(since, 'YYYY-MM-DD HH24:MI:SS') as since, used /* prepared */`;

const add = `
  with counted as (
    update outbox o set counted = g.month
    from json_to_recordset($2::json) as g ("companyId" bigint, "messageId" bigint, month timestamp)
    where o.company_id = g."companyId" and o.message_id = g."messageId"
  )
  update sms_counters c set used = g.used
  from json_to_recordset($1::json) as g ("companyId" bigint, kind text, key text, since timestamp, used int)
  where c.company_id = g."companyId" and c.kind = g.kind and c.key = g.key and c.since = g.since /* prepared */`;

/**
 * Counts messages that are about to leave, each once, in the transaction that claims them; the limits stay locked until it
 * is over. Returns why those that would break one may not go. Whoever was counted has its month in `counted`.
 */
export async function countIn<M extends Sms>(
  trx: Trx,
  messages: M[],
  rulesOf: (companyId: number) => SendingRules,
  at: Date,
): Promise<Map<M, LimitReason>> {
  const refused = new Map<M, LimitReason>();
  const fresh = messages.filter(({ counted }) => counted === null);
  if (fresh.length === 0) return refused;
  const wanted = fresh.map((message) => ({
    message,
    counters: countersOf(rulesOf(message.companyId), message.to ?? '', at),
  }));
  const asked = wanted.flatMap(({ message: { companyId }, counters }) =>
    counters.map((counter) => ({ companyId, ...counter })),
  );
  const { rows } = await trx.executeQuery<Locked>(CompiledQuery.raw(lock, [JSON.stringify(asked)]));
  const locked = new Map(rows.map((row) => [nameOf(row.companyId, row), row]));
  for (const { message, counters } of wanted) {
    const own = counters.map((counter) => locked.get(nameOf(message.companyId, counter)) as Locked);
    const parts = partsOf(message.body);
    const broken = brokenLimit(rulesOf(message.companyId), useOf(own), parts);
    if (broken) refused.set(message, broken);
    else {
      for (const counter of own) counter.used += counter.kind === 'month' ? parts : 1;
      message.counted = own[0]?.since ?? null;
    }
  }
  const counted = fresh.flatMap(({ companyId, messageId, counted: month }) =>
    month === null ? [] : [{ companyId, messageId, month }],
  );
  if (counted.length > 0)
    await trx.executeQuery(CompiledQuery.raw(add, [JSON.stringify(rows), JSON.stringify(counted)]));
  return refused;
}

function useOf(counters: Pick<Locked, 'kind' | 'used'>[]): Use {
  const of = (kind: keyof Use) => counters.find((counter) => counter.kind === kind)?.used ?? 0;
  return { month: of('month'), number: of('number'), prefix: of('prefix') };
}

/** What the provider did not take is not paid for: it leaves the month's count. */
export async function countOut(trx: Trx, messages: Sms[]): Promise<void> {
  const parts = new Map<string, { companyId: number; since: string; parts: number }>();
  for (const { companyId, counted: since, body } of messages) {
    if (since === null) continue;
    const name = `${companyId} ${since}`;
    const before = parts.get(name)?.parts ?? 0;
    parts.set(name, { companyId, since, parts: before + partsOf(body) });
  }
  if (parts.size === 0) return;
  const given = [...parts.values()].sort((a, b) => a.companyId - b.companyId || a.since.localeCompare(b.since));
  for (const { companyId, since, parts: fewer } of given)
    await sql`
      update sms_counters set used = greatest(0, used - ${fewer})
      where company_id = ${companyId} and kind = 'month' and key = '' and since = ${since}::timestamp`.execute(trx);
}

/** What is used so far of the limits that hold for this number; without one, of the month alone. */
export async function readUse(
  trx: Trx,
  companyId: number,
  rules: SendingRules,
  to: string | null,
  at: Date,
): Promise<Use> {
  const { rows } = await sql<Pick<Locked, 'kind' | 'used'>>`
    select c.kind, c.used from sms_counters c
    join json_to_recordset(${JSON.stringify(countersOf(rules, to ?? '', at))}::json) as g (kind text, key text, since timestamp)
      on c.kind = g.kind and c.key = g.key and c.since = g.since
    where c.company_id = ${companyId}`.execute(trx);
  return useOf(rows);
}

/** The recurring job that forgets days and hours that are over. Months are kept. */
export async function forgetCounters(trx: Trx): Promise<void> {
  await sql`delete from sms_counters where kind <> 'month' and since < now() at time zone 'UTC' - interval '3 days'`.execute(
    trx,
  );
}
