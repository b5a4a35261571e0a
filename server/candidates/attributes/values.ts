import { westernDigits } from '#interviews/engine/fold.ts';
import { readNumbers } from '#interviews/engine/read-number.ts';
import type { Attribute } from './schema.ts';

type Typed = Pick<Attribute, 'type' | 'choices'>;

/** How numbers and dates are written where a text comes from. */
export type Writing = { decimalComma: boolean; monthFirst: boolean };

/** As programs write them, and the fields of the interface. */
export const plainWriting: Writing = { decimalComma: false, monthFirst: false };

const writings = new Map<string, Writing>();

/** As people of this country write them. */
export function writingOf(country: string): Writing {
  let writing = writings.get(country);
  if (!writing) writings.set(country, (writing = findWriting(country)));
  return writing;
}

function findWriting(country: string): Writing {
  const locale = new Intl.Locale(`und-${/^[A-Z]{2}$/.test(country) ? country : 'US'}`).maximize().baseName;
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal');
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).formatToParts(0).map(({ type }) => type);
  return { decimalComma: decimal?.value === ',', monthFirst: date.indexOf('month') < date.indexOf('day') };
}

/** A text in the attribute's own form (1200.5, 2027-03-31, the choice as it is written); null where it is none of its type. */
export function readValue({ type, choices }: Typed, text: string, writing: Writing): string | null {
  const given = text.trim();
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return readNumber(given, writing);
    case 'date':
      return readDate(given, writing);
    case 'choice':
      return choices.find((choice) => alike.compare(choice, given) === 0) ?? null;
  }
}

/** Whether a value stands in the attribute's own form. */
export function fits({ type, choices }: Typed, value: string): boolean {
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(value);
  if (type === 'date') return isDate(value);
  return type === 'text' || choices.includes(value);
}

// Capital letters and accents make no difference to people who type.
const alike = new Intl.Collator('en', { sensitivity: 'base', usage: 'search' });

/** Nothing but a number: "3 years" says more than 3. */
function readNumber(text: string, { decimalComma }: Writing): string | null {
  const plain = westernDigits(text);
  if (!/^[-+\u2212]?[\d.,'’٫٬\u00a0\u202f ]+$/.test(plain)) return null;
  const [value] = readNumbers(plain, { decimalComma, numberWords: [] });
  return value === undefined || Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6)
    ? null
    : String(value);
}

/** 2027-03-31, 31.3.2027, 3/31/2027 …; which of two small numbers is the month, the country says. */
function readDate(text: string, { monthFirst }: Writing): string | null {
  const plain = westernDigits(text).replace(/^(\d{4}-\d\d-\d\d)T[\d:.]+(Z|[+-]\d\d:?\d\d)?$/i, '$1');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain);
  const [, first = '', second = '', third = ''] = iso ?? local ?? [];
  if (iso) return toDate(first, second, third);
  if (!local) return null;
  const swapped = monthFirst ? Number(first) <= 12 : Number(second) > 12;
  return swapped ? toDate(third, first, second) : toDate(third, second, first);
}

function toDate(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1000') return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}
