import type { FastifyRequest } from 'fastify';
import { RuleError } from '#platform/errors.ts';

/** Key and secret out of the body, the query or the headers (`api-key`, `api-secret`, also with `x-` before), in this order. */
export function readCredentials(
  request: FastifyRequest,
  fields: Record<string, unknown>,
): { key: string; secret: string } {
  const key = find(request, fields, 'api_key');
  const secret = find(request, fields, 'api_secret');
  if (key && secret) return { key, secret };
  const missing = [key ? '' : 'api_key', secret ? '' : 'api_secret'].filter(Boolean).join(' and ');
  throw new RuleError(
    401,
    'api_key_missing',
    `The request has no ${missing}; send both with every request. An owner makes them in the company's settings.`,
  );
}

function find(request: FastifyRequest, fields: Record<string, unknown>, name: 'api_key' | 'api_secret'): string {
  const header = name.replace('_', '-');
  const places = [
    fields[name],
    (request.query as Record<string, unknown>)[name],
    request.headers[header],
    request.headers[`x-${header}`],
  ];
  const given = places.find((value) => typeof value === 'string' && value !== '');
  return typeof given === 'string' && given.length <= 200 ? given : '';
}
