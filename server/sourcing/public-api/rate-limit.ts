import type { ApiCaller } from '#accounts/api-keys.ts';
import { withCompanyClient } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';

const count = `
  insert into api_key_usage as u (company_id, api_key_id, minute, requests) values ($1, $2, date_trunc('minute', now()), 1)
  on conflict (company_id, api_key_id) do update
    set requests = case when u.minute = excluded.minute then u.requests + 1 else 1 end, minute = excluded.minute
  returning requests, ceil(extract(epoch from minute + interval '1 minute' - clock_timestamp()))::int as seconds`;

/**
 * Counts a request of a key that has a limit, for all processes together. Throws a `RuleError` 429 above it; the second
 * argument of `refuse` is after how many seconds the next minute begins.
 */
export async function countRequest(
  services: Services,
  caller: ApiCaller,
  refuse: (retryAfterSeconds: number) => void,
): Promise<void> {
  const { companyId, keyId, requestsPerMinute: limit } = caller;
  if (limit === null) return;
  const { rows } = await withCompanyClient(services.db, companyId, (client) =>
    client.query<{ requests: number; seconds: number }>({
      name: 'count api request',
      text: count,
      values: [companyId, keyId],
    }),
  );
  const used = rows[0];
  if (!used || used.requests <= limit) return;
  const seconds = Math.max(1, used.seconds);
  refuse(seconds);
  throw new RuleError(
    429,
    'too_many_requests',
    forPrograms(`This key may send ${limit} requests a minute; the next minute begins in ${seconds} s.`),
  );
}
