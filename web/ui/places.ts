/** ISO 3166-1 codes of the countries and territories that have telephone numbers of their own. */
const codes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC ' +
  'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA ' +
  'GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE ' +
  'KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS ' +
  'MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS ' +
  'RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW ' +
  'TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

/** All countries for a picker, named and sorted in the person's language. `value` is the ISO code. */
export function countryOptions(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const collator = new Intl.Collator(language);
  return codes
    .split(' ')
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => collator.compare(a.label, b.label));
}

/** All IANA time zones that this browser knows, as `{value, label}` with the underscores read as spaces. */
export function timeZoneOptions(): { value: string; label: string }[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }));
}

/** The country that the browser's language names, or the United States. */
export function guessCountry(): string {
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  return region && codes.split(' ').includes(region) ? region : 'US';
}

/** The time zone of a country: this one where it is one of its zones, else its only one; null where there are several. */
export function timeZoneIn(country: string, here: string): string | null {
  // Browsers have the one or the other.
  const region = new Intl.Locale('und', { region: country }) as { getTimeZones?(): string[]; timeZones?: string[] };
  const zones = region.getTimeZones?.() ?? region.timeZones ?? [];
  if (zones.length === 0 || zones.includes(here)) return here;
  return zones.length === 1 ? (zones[0] ?? here) : null;
}
