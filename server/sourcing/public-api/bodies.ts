import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import qs from 'qs';
import { RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';

/**
 * Body parsers that say what is wrong with a body instead of repairing it in silence: a name with broken encoding would
 * otherwise be stored broken. Multipart stays with the plugin of the whole app.
 */
export function addStrictParsers(scope: FastifyInstance): void {
  scope.removeContentTypeParser(['application/json', 'text/plain', 'application/x-www-form-urlencoded']);
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: string | Buffer) => {
      checkCharset(request.headers['content-type']);
      return parseJson(asText(body as Buffer));
    },
  );
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: string | Buffer) => {
      checkCharset(request.headers['content-type']);
      return parseForm(asText(body as Buffer));
    },
  );
  scope.addContentTypeParser('*', async (request: FastifyRequest) => {
    const given = request.headers['content-type'];
    throw new RuleError(
      415,
      'unsupported_media_type',
      forPrograms(
        `${given ? `A body of the type "${given.slice(0, 100)}" can not be read` : 'The request does not say of which type its body is'}; send application/json, application/x-www-form-urlencoded or multipart/form-data.`,
      ),
    );
  });
}

function checkCharset(contentType: string | undefined): void {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new RuleError(
      415,
      'unsupported_charset',
      forPrograms(`The body is said to be in ${charset.slice(0, 40)}; send it in UTF-8.`),
    );
}

function asText(body: Buffer): string {
  if (!isUtf8(body))
    throw new RuleError(400, 'invalid_encoding', forPrograms('The body is not valid UTF-8; send all texts in UTF-8.'));
  return body.toString('utf8');
}

function parseJson(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RuleError(
      400,
      'invalid_json',
      forPrograms(`The body is no valid JSON: ${(error as Error).message.slice(0, 200)}.`),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RuleError(
      400,
      'invalid_json',
      forPrograms('The body must be a JSON object, such as {"campaign_invitation": {"first_name": "Ana"}}.'),
    );
  return unfold(value as Record<string, unknown>);
}

/** `{"a[b]": 1}` means the same as `{"a": {"b": 1}}`. */
export function unfold(fields: Record<string, unknown>): Record<string, unknown> {
  for (const key in fields)
    if (key.includes('[')) return qs.parse(fields as Record<string, string>, reading) as Record<string, unknown>;
  return fields;
}

const reading: qs.IParseOptions<qs.BooleanOptional> = {
  depth: 4,
  parameterLimit: 1000,
  throwOnLimitExceeded: true,
  allowDots: false,
};

function parseForm(text: string): Record<string, unknown> {
  try {
    return qs.parse(text, { ...reading, decoder: decodeStrictly }) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof RuleError) throw error;
    throw new RuleError(
      400,
      'invalid_form',
      forPrograms('The form has more than 1,000 fields, or lists that are too long.'),
    );
  }
}

function decodeStrictly(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RuleError(
      400,
      'invalid_encoding',
      forPrograms('The form holds a percent-escape that is no UTF-8; encode all texts in UTF-8.'),
    );
  }
}
