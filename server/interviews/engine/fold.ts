/**
 * Latin accents, Arabic vowel signs and what makes an emoji of a digit. Signs of other scripts are letters to their
 * readers, such as the vowels of Devanagari.
 */
const ignoredMarks = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]|\ufe0f|\u20e3/g;
const edges = /^[\s.,;:!?¡¿"'’“”«»()#]+|[\s.,;:!?"'’“”«»()؟،।]+$/gu;

/** Longer than anything that a text is compared with. */
const comparedLength = 300;

/** Text as compared: lower case, no accents, digits 0 to 9, single spaces, no punctuation at its ends. Empty where too long. */
export function fold(text: string): string {
  if (text.length > comparedLength) return '';
  return westernDigits(text)
    .normalize('NFKD')
    .replace(ignoredMarks, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(edges, '');
}

/** Digits of any script as 0 to 9. Unicode has the ten digits of a script in a row, and whole rows side by side. */
export function westernDigits(text: string): string {
  return text.replace(/[^0-9\P{Nd}]/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((code - first) % 10);
  });
}
