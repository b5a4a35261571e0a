import type { Words } from '../sentences.ts';
import { input } from '../words.ts';

const known = new Map<string, Words>();

/** Words for a check in a schema. Zod carries one string: the English, by which the rest is found again. */
export function says(words: Words): string {
  known.set(words.en, words);
  return words.en;
}

export function isSaid(message: string): boolean {
  return known.has(message);
}

/** A problem that zod has found: `code`, `origin` and the bound are as its issues have them. */
export type Issue = { message?: string; keyword?: string; origin?: unknown; minimum?: unknown; maximum?: unknown };

/** The words that the schema has for it, else general ones by the kind of the problem. */
export function wordsOfIssue({ message = '', keyword, origin, minimum, maximum }: Issue): Words {
  const said = known.get(message);
  if (said) return said;
  const [least, most] = [Number(minimum), Number(maximum)];
  if (keyword === 'too_small' && origin === 'string') return least === 1 ? input.needed : input.tooShort(least);
  if (keyword === 'too_big' && origin === 'string') return input.tooLong(most);
  if (keyword === 'too_small') return origin === 'array' ? input.tooFew(least) : input.tooSmall(least);
  if (keyword === 'too_big') return origin === 'array' ? input.tooMany(most) : input.tooGreat(most);
  return input.invalid(message);
}
