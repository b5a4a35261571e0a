/**
 * A rule that was broken by the caller. Mapped to HTTP in one place (`platform/http/errors.ts`); the `code` is stable and part of the
 * API, the message says what was wrong and what would be right.
 */
export class RuleError extends Error {
  override readonly name: string = 'RuleError';
  readonly code: string;
  readonly status: number;
  /** Problems by input field, for forms: `{ email: 'An address looks like name@example.com.' }`. */
  readonly fields: Record<string, string> | undefined;

  constructor(status: number, code: string, message: string, fields?: Record<string, string>) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** What does not exist, and what belongs to another company, answer alike. */
export function notFound(what: string): RuleError {
  return new RuleError(404, 'not_found', `This ${what} does not exist, or you have no access to it.`);
}

export function forbidden(message: string): RuleError {
  return new RuleError(403, 'forbidden', message);
}

export function invalid(message: string, fields?: Record<string, string>): RuleError {
  return new RuleError(400, 'invalid_input', message, fields);
}

export function conflict(code: string, message: string): RuleError {
  return new RuleError(409, code, message);
}
