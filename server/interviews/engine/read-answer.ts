import type { Choice, Question } from '../definition.ts';

/** Text as compared: lower case, no accents, single spaces, no punctuation at its ends. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!?¡¿"'()]+|[\s.,;:!?"'()]+$/gu, '');
}

const numberWord = /[-+]?\d[\d.,'\u00a0 ]*/;

/**
 * The one number in a text: "3", "1,200", "1.200,50", "about 3 years", "٣". Null where there is none, or several. A
 * single separator before exactly three digits groups thousands, unless the language's decimal sign stands there and
 * the group can't be one ("0,125").
 */
export function readNumber(text: string, decimalComma: boolean): number | null {
  const plain = westernDigits(text);
  const match = numberWord.exec(plain);
  if (!match) return null;
  const rest = plain.slice(match.index + match[0].length);
  if (/\d/.test(rest)) return null;
  const digits = match[0].replace(/[' \u00a0]/g, '').replace(/[.,]$/, '');
  const value = Number(toPlain(digits, decimalComma));
  return Number.isFinite(value) ? value : null;
}

function toPlain(digits: string, decimalComma: boolean): string {
  const comma = digits.lastIndexOf(',');
  const dot = digits.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) {
    const decimal = comma > dot ? ',' : '.';
    return digits.replaceAll(decimal === ',' ? '.' : ',', '').replace(decimal, '.');
  }
  const separator = comma >= 0 ? ',' : dot >= 0 ? '.' : null;
  if (!separator) return digits;
  const groups = digits.split(separator);
  const grouping =
    groups.slice(1).every((group) => group.length === 3) && /^[-+]?[1-9]\d{0,2}$/.test(groups[0] as string);
  const isDecimalSign = (separator === ',') === decimalComma;
  if (groups.length > 2 || (grouping && !isDecimalSign) || (grouping && digits.length > 6)) return groups.join('');
  return digits.replace(separator, '.');
}

/** Digits of any script as 0 to 9. */
function westernDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}

/** Whether the number is one that the question takes. */
export function fits(question: Question, value: number): boolean {
  if (question.integer && !Number.isInteger(value)) return false;
  return (question.min === undefined || value >= question.min) && (question.max === undefined || value <= question.max);
}

/** The choice meant by a text: its position ("2", "2."), its label, or a beginning that only one label has. */
export function readChoice(text: string, choices: Choice[]): Choice | null {
  const wanted = fold(westernDigits(text));
  if (!wanted) return null;
  const exact = choices.filter((choice) => fold(choice.label) === wanted);
  if (exact.length === 1) return exact[0] as Choice;
  if (/^\d{1,2}$/.test(wanted)) return choices[Number(wanted) - 1] ?? null;
  const beginning = choices.filter((choice) => fold(choice.label).startsWith(wanted));
  if (beginning.length === 1) return beginning[0] as Choice;
  const contained = choices.filter((choice) => wanted.includes(fold(choice.label)));
  return contained.length === 1 ? (contained[0] as Choice) : null;
}
