import { fold, westernDigits } from './fold.ts';

/** Words for a multiple after the number ("12k", "12 mil", "2 lakh"), folded, in the languages that the bot speaks. */
const multiples = new Map<string, number>([
  ...['k', 'mil', 'thousand', 'tausend', 'tsd', 'mille', 'libo', 'ribu', 'rb', 'हजार', 'ألف', 'الف', 'آلاف'].map(
    (word) => [fold(word), 1e3] as const,
  ),
  ...['lakh', 'lac', 'लाख'].map((word) => [fold(word), 1e5] as const),
  ...['million', 'millions', 'millon', 'millones', 'milhao', 'milhoes', 'millionen', 'mio', 'milyon', 'juta', 'jt']
    .concat(['مليون'])
    .map((word) => [fold(word), 1e6] as const),
  ...['crore', 'करोड़'].map((word) => [fold(word), 1e7] as const),
]);

const numeral = /[-+\u2212]?(?:\d[\d.,'’٫٬\u00a0\u202f ]*\d|[.,]?\d+)/;

export type NumberStyle = {
  decimalComma: boolean;
  /** The words for 0, 1, 2 … */
  numberWords: string[];
};

/**
 * What the one number in a text may mean, the likeliest first: "3", "about 3 years", "1,200", "1.200,50", "12k", "٣",
 * "two years". "1,200" is two numbers to two peoples: the language says which comes first. Empty where there is none,
 * or several, as in "3 to 5".
 */
export function readNumbers(text: string, { decimalComma, numberWords }: NumberStyle): number[] {
  const plain = westernDigits(text);
  // ½, ² and their like change what the digits beside them say.
  if (/\p{No}/u.test(plain)) return [];
  const match = numeral.exec(plain);
  if (!match) return readWord(plain, numberWords);
  const rest = plain.slice(match.index + match[0].length);
  // What stands before a sign may be a range, a date or a name: "A-3" is not minus three.
  if (/\d/.test(rest) || (/^[-+\u2212]/.test(match[0]) && /\S$/.test(plain.slice(0, match.index)))) return [];
  const word = fold(/^\s*[.]?\s*([\p{L}\p{M}]+)/u.exec(rest)?.[1] ?? '');
  const factor = multiples.get(word) ?? 1;
  const readings = readNumeral(match[0].replace('\u2212', '-'), decimalComma);
  return [...new Set(readings)].map((value) => Number((value * factor).toPrecision(15)));
}

/** Only a short answer: in a long one, "one" may be anything. */
function readWord(text: string, numberWords: string[]): number[] {
  const words = fold(text).split(' ');
  const value = numberWords.findIndex((word) => fold(word) === words[0]);
  return value >= 0 && words.length <= 2 ? [value] : [];
}

const spaces = /^[-+]?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?=[.,]|$)/;
const grouped = { '.': /^[-+]?\d{1,3}(?:\.\d{3})+$/, ',': /^[-+]?\d{1,3}(?:(?:,\d{3})+|(?:,\d{2})+,\d{3})$/ };

function readNumeral(numeral: string, decimalComma: boolean): number[] {
  const arabic = numeral.replace(/٬/g, '').replace(/٫/g, '.');
  if (arabic !== numeral) return finite([arabic]);
  const digits = spaces.test(numeral) ? numeral.replace(/[ \u00a0\u202f'’]/g, '') : numeral;
  const comma = digits.lastIndexOf(',');
  const dot = digits.lastIndexOf('.');
  if (comma < 0 && dot < 0) return finite([digits]);
  if (comma >= 0 && dot >= 0) return finite([mixed(digits, comma > dot ? ',' : '.')]);
  const separator = comma >= 0 ? ',' : '.';
  const asDecimal = digits.replace(separator, '.');
  if (!grouped[separator].test(digits) || /^[-+]?0/.test(digits)) return finite([asDecimal]);
  const asGroups = digits.replaceAll(separator, '');
  const decimalFirst = (separator === ',') === decimalComma;
  return finite(decimalFirst ? [asDecimal, asGroups] : [asGroups, asDecimal]);
}

/** "1.200,50" or "1,200.50": the sign that stands last is the decimal one. */
function mixed(digits: string, decimal: '.' | ','): string {
  const [whole = '', ...fraction] = digits.split(decimal);
  const group = decimal === ',' ? '.' : ',';
  return grouped[group].test(whole) && fraction.length === 1 ? `${whole.replaceAll(group, '')}.${fraction[0]}` : '';
}

/** "1.2.3" and "12 34" are no numbers. */
function finite(texts: string[]): number[] {
  return texts
    .filter((text) => /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text))
    .map(Number)
    .filter(Number.isFinite);
}
