import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiCaller, isKnownKey, verifyApiKey } from '#accounts/api-keys.ts';
import { createThrottle, networkOf } from '#accounts/throttle.ts';
import { RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { countRequest } from './rate-limit.ts';

type Fields = Record<string, unknown>;

const wrongKeys = createThrottle(20, (seconds) =>
  forPrograms(`Too many wrong API keys from your network. Try again in ${seconds} seconds.`),
);

/** Who calls, by the key and secret of the request; throws a `RuleError` 401, or 429 where there were too many calls. */
export async function authenticate(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  fields: Fields,
): Promise<ApiCaller> {
  const { key, secret } = readCredentials(request, fields);
  const network = networkOf(request.ip);
  // A program that was set up wrongly does not shut out those that were set up right beside it.
  if (!isKnownKey(key)) wrongKeys.check(network);
  const caller = await verifyApiKey(services.db, key, secret);
  if (!caller) {
    wrongKeys.count(network);
    throw new RuleError(
      401,
      'api_key_wrong',
      forPrograms('This api_key does not exist or was revoked, or the api_secret is not the one that belongs to it.'),
    );
  }
  await countRequest(services, caller, (seconds) => void reply.header('retry-after', seconds));
  return caller;
}

/** Whether key and secret are among these fields, in the query or in the headers. */
export function hasCredentials(request: FastifyRequest, fields: Fields): boolean {
  return Boolean(find(request, fields, 'api_key') && find(request, fields, 'api_secret'));
}

/** Key and secret out of the body, the query or the headers (`api-key`, `api-secret`, also with `x-` before), in this order. */
function readCredentials(request: FastifyRequest, fields: Fields): { key: string; secret: string } {
  const key = find(request, fields, 'api_key');
  const secret = find(request, fields, 'api_secret');
  if (key && secret) return { key, secret };
  const missing = [key ? '' : 'api_key', secret ? '' : 'api_secret'].filter(Boolean).join(' and ');
  throw new RuleError(
    401,
    'api_key_missing',
    forPrograms(
      `The request has no ${missing}; send both with every request. An owner makes them in the company's settings.`,
    ),
  );
}

function find(request: FastifyRequest, fields: Fields, name: 'api_key' | 'api_secret'): string {
  const header = name.replace('_', '-');
  const places = [
    fields[name],
    (request.query as Fields)[name],
    request.headers[header],
    request.headers[`x-${header}`],
  ];
  const given = places.find((value) => typeof value === 'string' && value !== '');
  return typeof given === 'string' && given.length <= 200 ? given : '';
}
