import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { Week } from './hours.ts';

/** What an owner decides about sending; null is "no limit". */
export type SendingSettings = {
  hoursOn: boolean;
  hours: Week;
  /** Parts of SMS a calendar month. */
  smsCap: number | null;
  /** Messages to one number a day. */
  numberADay: number | null;
  /** Messages an hour to all numbers that begin with the same digits, and how many those are, the country's among them. */
  prefixAnHour: number | null;
  prefixDigits: number;
  /** ISO codes; null: the company's own country and those of its campaigns. */
  countries: string[] | null;
  helpTexts: Record<string, string>;
};

const day = { from: 8 * 60, to: 21 * 60 };

/**
 * Hours are off at first: who tries Parley out in the evening expects the invitation to arrive. An interview by SMS takes
 * some twenty messages; a block of ten thousand numbers is about what seven digits are.
 */
export const defaultSettings: SendingSettings = {
  hoursOn: false,
  hours: [day, day, day, day, day, day, day],
  smsCap: null,
  numberADay: 60,
  prefixAnHour: 500,
  prefixDigits: 7,
  countries: null,
  helpTexts: {},
};

/** The settings with what else decides about a message. */
export type SendingRules = SendingSettings & {
  timeZone: string;
  allowed: ReadonlySet<string>;
  /** Nothing in the sandbox costs: limits and countries begin with a provider, or where an owner has set them. */
  unlimited: boolean;
};

type Row = { [K in keyof SendingSettings]: SendingSettings[K] | null } & {
  companyId: number;
  timeZone: string;
  own: string[];
  connected: boolean;
};

const ownCountries = sql`array(select c.country union select country from campaigns where company_id = c.id order by 1)`;

export async function loadRules(trx: Trx, companyIds: number[]): Promise<Map<number, SendingRules>> {
  const { rows } = await sql<Row>`
    select c.id as "companyId", c.time_zone as "timeZone", s.hours_on as "hoursOn", s.hours, s.sms_cap as "smsCap",
      s.number_a_day as "numberADay", s.prefix_an_hour as "prefixAnHour", s.prefix_digits as "prefixDigits", s.countries,
      s.help_texts as "helpTexts", exists (
        select from channel_connections k where k.company_id = c.id and k.channel = 'sms' and k.disconnected_at is null
      ) as connected,
      ${ownCountries} as own
    from companies c left join sending_settings s on s.company_id = c.id
    where c.id = any (${companyIds}::bigint[]) ${prepared}`.execute(trx);
  return new Map(rows.map(({ companyId, ...row }) => [companyId, toRules(row)]));
}

function toRules({ timeZone, own, connected, ...row }: Omit<Row, 'companyId'>): SendingRules {
  const byDefault = row.hours === null;
  const settings = byDefault ? defaultSettings : (row as SendingSettings);
  const allowed = new Set(settings.countries ?? own);
  return { ...settings, timeZone, allowed, unlimited: byDefault && !connected };
}

/** The company's country and those of its campaigns. */
export async function loadOwnCountries(trx: Trx, companyId: number): Promise<string[]> {
  const { rows } = await sql<{ own: string[] }>`
    select ${ownCountries} as own from companies c where c.id = ${companyId}`.execute(trx);
  return rows[0]?.own ?? [];
}

/** The rules of one company, which has to be there. */
export async function requireRules(trx: Trx, companyId: number): Promise<SendingRules> {
  return (await loadRules(trx, [companyId])).get(companyId) as SendingRules;
}
