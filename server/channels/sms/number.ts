import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { LRUCache } from 'lru-cache';
import { zonesOfAreaCode } from './area-codes.ts';

export type NumberFacts = {
  /** ISO codes; several where countries share the numbers, none for a number of no country (satellites, networks). */
  countries: string[];
  /** Whoever sends to it, or is sent to from it, pays somebody: no candidate has such a number. */
  premium: boolean;
  /** IANA names, all of which may be theirs; empty where nothing is known. */
  zones: string[];
};

const costly: readonly (NumberType | undefined)[] = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'UAN',
  'VOICEMAIL',
  'PAGER',
];

const known = new LRUCache<string, NumberFacts>({ max: 5000 });

/** What a phone number (E.164) tells by itself. */
export function readNumber(e164: string): NumberFacts {
  const before = known.get(e164);
  if (before) return before;
  const phone = parsePhoneNumberFromString(e164);
  const countries = phone?.country ? [phone.country] : (phone?.getPossibleCountries() ?? []);
  const facts = { countries, premium: costly.includes(phone?.getType()), zones: zonesOf(e164, countries) };
  known.set(e164, facts);
  return facts;
}

/** Of most countries one; where there are several, all of them, but for those whose area codes tell more. */
function zonesOf(e164: string, countries: readonly string[]): string[] {
  const inNorthAmerica = countries.some((country) => country === 'US' || country === 'CA');
  const byAreaCode = inNorthAmerica ? zonesOfAreaCode(e164) : undefined;
  return byAreaCode ?? countries.flatMap(zonesOfCountry);
}

const byCountry = new Map<string, string[]>();

function zonesOfCountry(country: string): string[] {
  let zones = byCountry.get(country);
  if (!zones) {
    // Node has this method; TypeScript's library does not know it yet.
    const region = new Intl.Locale('und', { region: country }) as unknown as { getTimeZones(): string[] | undefined };
    // A station in Antarctica is nobody's home, and would shorten the day of all Australians.
    zones = (region.getTimeZones() ?? []).filter((zone) => !zone.startsWith('Antarctica/'));
    byCountry.set(country, zones);
  }
  return zones;
}
