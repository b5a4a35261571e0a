import { RuleError } from '../errors.ts';
import { words } from '../words.ts';

const keyForm = /^\d{1,15}\/[A-Za-z0-9_-]{16,64}$/;

export function checkKey(key: string): string {
  if (!keyForm.test(key)) throw new TypeError('This is no key of a blob.');
  return key;
}

/** Whether this is the key of a file of this company; whatever else may stand where keys stand is not to be looked for. */
export function isKeyOf(companyId: number, key: unknown): key is string {
  return typeof key === 'string' && keyForm.test(key) && key.startsWith(`${companyId}/`);
}

export function tooLarge(maxBytes: number): RuleError {
  return new RuleError(413, 'too_large', words.fileTooLarge(Math.floor(maxBytes / 1024 / 1024)));
}

/** Passes on what comes until it is too much. */
export async function* limited(body: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}
