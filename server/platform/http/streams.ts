import { finished, type Readable } from 'node:stream';
import { RuleError } from '../errors.ts';
import { words } from '../words.ts';
import type { Session } from './access.ts';

/** Files that are made while they are sent, at once, in one process: each holds its rows for as long as its reader takes. */
const mostOwn = 2;
const mostOfCompany = 6;

const open = new Map<string | number, number>();

/** Begins such a file for this user. Throws 429 `too_many_files` while they, or their company, have as many under way as may be. */
export async function limitedStream<T extends { stream: Readable }>(
  { companyId, userId }: Session,
  begin: () => Promise<T>,
): Promise<T> {
  if ((open.get(userId) ?? 0) >= mostOwn || (open.get(companyId) ?? 0) >= mostOfCompany)
    throw new RuleError(429, 'too_many_files', words.tooManyFiles);
  for (const key of [userId, companyId]) open.set(key, (open.get(key) ?? 0) + 1);
  const leave = () => {
    for (const key of [userId, companyId]) {
      const rest = (open.get(key) ?? 1) - 1;
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
