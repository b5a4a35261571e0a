import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import { readUse } from './counters.ts';
import { predefinedHelp } from './help.ts';
import type { Day } from './hours.ts';
import { loadOwnCountries, requireRules, type SendingRules } from './rules.ts';
import type { SettingsBody, settingsView, use } from './schema.ts';
import { words } from './words.ts';

/** At which share of the month's cap the owners are told. */
export const warnedAt = 0.8;

export async function readSettings(trx: Trx, companyId: number): Promise<z.infer<typeof settingsView>> {
  const { allowed: _, unlimited: _sandbox, helpTexts, hours, ...rules } = await requireRules(trx, companyId);
  return {
    ...rules,
    hours: hours.map((day) => day && { from: toTime(day.from), to: toTime(day.to) }),
    helpTexts: { en: helpTexts.en ?? '', es: helpTexts.es ?? '' },
    predefinedHelp,
    ownCountries: await loadOwnCountries(trx, companyId),
    use: await readMonth(trx, companyId),
  };
}

/** What has left as SMS in this month, and how near that is to the cap. */
export async function readMonth(trx: Trx, companyId: number): Promise<z.infer<typeof use>> {
  const rules = await requireRules(trx, companyId);
  const { month: used } = await readUse(trx, companyId, rules, null, new Date());
  return { used, cap: rules.smsCap, level: levelOf(rules, used) };
}

function levelOf({ smsCap }: SendingRules, used: number): 'fine' | 'near' | 'reached' {
  if (smsCap === null || used < smsCap * warnedAt) return 'fine';
  return used < smsCap ? 'near' : 'reached';
}

/** What is held back is looked at anew by the hours that hold from now on. */
export async function saveSettings(trx: Trx, companyId: number, body: SettingsBody): Promise<void> {
  if (body.hoursOn && body.hours.every((day) => day === null)) throw invalidField('hours', words.noOpenDay);
  const helpTexts = Object.entries(body.helpTexts).filter(([, text]) => text !== '');
  const values = {
    hours_on: body.hoursOn,
    hours: JSON.stringify(body.hours.map(toDay)),
    sms_cap: body.smsCap,
    number_a_day: body.numberADay,
    prefix_an_hour: body.prefixAnHour,
    prefix_digits: body.prefixDigits,
    countries: body.countries && [...new Set(body.countries)].sort(),
    help_texts: JSON.stringify(Object.fromEntries(helpTexts)),
  };
  await trx
    .insertInto('sending_settings')
    .values({ ...values, company_id: companyId })
    .onConflict((on) => on.column('company_id').doUpdateSet(values))
    .execute();
  await sql`
    update sms_counters set warned_at = null
    where company_id = ${companyId} and kind = 'month' and warned_at is not null
      and (${body.smsCap}::int is null or used < ${body.smsCap}::int * ${warnedAt}::numeric)`.execute(trx);
  await sql`
    update outbox set not_before = null, due_at = now()
    where company_id = ${companyId} and not_before is not null and claimed_by is null`.execute(trx);
}

function toDay(day: { from: string; to: string } | null): Day {
  return day && { from: toMinutes(day.from), to: toMinutes(day.to) };
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function toTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
