/** An answer of the API that is not a success. `message` is written for the person; `fields` are messages by input name. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** Reads `{error: {code, message, fields?}}`; anything else (a proxy's page, say) becomes code `unreadable`. */
export function toApiError(status: number, body: unknown): ApiError {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  if (typeof error.code !== 'string' || typeof error.message !== 'string')
    return new ApiError(status, 'unreadable', '');
  return new ApiError(status, error.code, error.message, readFields(error.fields));
}

function readFields(fields: unknown): Record<string, string> {
  if (!isObject(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
