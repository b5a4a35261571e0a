import type { Words } from './sentences.ts';
import { words } from './words.ts';

/**
 * A rule that was broken by the caller. Mapped to HTTP in one place (`platform/http/errors.ts`); the `code` is stable and part of the
 * API, the words say what was wrong and what would be right, in the language of who reads them.
 */
export class RuleError extends Error {
  override readonly name: string = 'RuleError';
  readonly code: string;
  readonly status: number;
  readonly words: Words;
  /** Problems by input field, for forms. */
  readonly fields: Record<string, Words> | undefined;
  /** When it is worth trying again; told in the header `retry-after`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, words: Words, fields?: Record<string, Words>, retryAfterSeconds?: number) {
    super(words.en);
    this.status = status;
    this.code = code;
    this.words = words;
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What does not exist, and what belongs to another company, answer alike. */
export function notFound(what: string): RuleError {
  return new RuleError(404, 'not_found', words.notFound(what));
}

export function forbidden(why: Words): RuleError {
  return new RuleError(403, 'forbidden', why);
}

export function invalid(why: Words, fields?: Record<string, Words>): RuleError {
  return new RuleError(400, 'invalid_input', why, fields);
}

/** Where one input is the whole trouble. */
export function invalidField(field: string, why: Words): RuleError {
  return invalid(why, { [field]: why });
}

export function conflict(code: string, why: Words): RuleError {
  return new RuleError(409, code, why);
}
