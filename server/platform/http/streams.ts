import { finished, type Readable } from 'node:stream';
import { RuleError } from '../errors.ts';
import { words } from '../words.ts';
import type { Session } from './access.ts';

/** Files that are made while they are sent, at once, in one process: each holds its rows for as long as its reader takes. */
const mostOwn = 2;
const mostOfCompany = 6;
const mostOfAll = 12;
const retryAfterSeconds = 15;

const open = new Map<string | number, number>();
const everybody = 'all';

/** Begins such a file for this user. Throws 429 `too_many_files` while they, their company, or all together have as many under way as may be. */
export async function limitedStream<T extends { stream: Readable }>(
  { companyId, userId }: Session,
  begin: () => Promise<T>,
): Promise<T> {
  const count = (key: string | number) => open.get(key) ?? 0;
  if (count(userId) >= mostOwn || count(companyId) >= mostOfCompany)
    throw new RuleError(429, 'too_many_files', words.tooManyFiles, undefined, retryAfterSeconds);
  if (count(everybody) >= mostOfAll)
    throw new RuleError(429, 'too_many_files', words.busy, undefined, retryAfterSeconds);
  const keys = [userId, companyId, everybody];
  for (const key of keys) open.set(key, count(key) + 1);
  const leave = () => {
    for (const key of keys) {
      const rest = count(key) - 1;
      if (rest > 0) open.set(key, rest);
      else open.delete(key);
    }
  };
  try {
    const begun = await begin();
    finished(begun.stream, leave);
    return begun;
  } catch (error) {
    leave();
    throw error;
  }
}
