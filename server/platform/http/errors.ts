import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import pg from 'pg';
import { z } from 'zod';
import { RuleError } from '../errors.ts';
import { type Language, languageOf, type Words } from '../sentences.ts';
import { words } from '../words.ts';
import { wordsOfIssue } from './issues.ts';

/** The body of every answer that is not a success. */
export const errorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
    }),
  })
  .meta({ id: 'Error' });

type Answer = { status: number; code: string; words: Words; fields?: Record<string, Words> | undefined };

/** The one place where an error becomes an answer. */
export function mapErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | RuleError, request, reply) => {
    const answer = toAnswer(error);
    const route = request.routeOptions.url;
    if (answer.status >= 500) request.log.error({ err: error, route }, 'request failed');
    else if (error instanceof pg.DatabaseError) request.log.warn({ err: error, route }, 'refused by the database');
    if (error instanceof RuleError && error.retryAfterSeconds !== undefined)
      reply.header('retry-after', error.retryAfterSeconds);
    reply.code(answer.status).send({ error: inOneLanguage(answer, languageOfAnswer(request)) });
  });
}

function toAnswer(error: FastifyError | RuleError): Answer {
  if (error instanceof RuleError)
    return { status: error.status, code: error.code, words: error.words, fields: error.fields };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(
      (issue) => [fieldName(issue.instancePath), wordsOfIssue({ ...issue.params, ...issue })] as const,
    );
    const [first] = fields;
    return { ...invalidInput(first?.[1] ?? words.wrongKind), fields: Object.fromEntries(fields) };
  }
  // The multipart parser's own errors carry neither code nor status.
  if (/^(Unexpected end of|Malformed part header|Multipart: )/.test(error.message))
    return { status: 400, code: 'invalid_form', words: words.brokenForm(error.message) };
  if (isResponseSerializationError(error)) return unexpected;
  const database = databaseAnswer((error as { code?: string }).code);
  if (database) return database;
  if (isAway(error)) return unavailable;
  const status = (error as FastifyError).statusCode ?? 500;
  return status < 500 ? clientAnswer(error as FastifyError, status) : unexpected;
}

const unexpected: Answer = { status: 500, code: 'unexpected', words: words.unexpected };

function invalidInput(why: Words): Answer {
  return { status: 400, code: 'invalid_input', words: why };
}

const unavailable: Answer = { status: 503, code: 'unavailable', words: words.unavailable };

/** A connection that broke may have done so between a commit and its answer. The driver's own errors have no code. */
function isAway({ code, message }: { code?: string; message: string }): boolean {
  if (code) return /^(08...|53...|57P0[1-3]|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/.test(code);
  return /^(Connection terminated|timeout exceeded when trying to connect$|Client .* is not queryable$)/.test(message);
}

/** What PostgreSQL refuses, by SQLSTATE: the last line, for what no check of ours has caught. */
function databaseAnswer(code: string | undefined): Answer | null {
  switch (code) {
    case '22021': // invalid byte sequence, which is how a NUL character in a text arrives
    case '22P05':
      return invalidInput(words.unstorable);
    case '22003':
      return invalidInput(words.numberTooLarge);
    case '22007':
    case '22008':
      return invalidInput(words.noSuchTime);
    case '22P02':
      return invalidInput(words.wrongKind);
    case '23505':
      return { status: 409, code: 'already_there', words: words.alreadyThere };
    case '23503':
      return { status: 409, code: 'gone_meanwhile', words: words.goneMeanwhile };
    case '57014':
      return { status: 503, code: 'took_too_long', words: words.tookTooLong };
    case '40001':
    case '40P01':
      return { status: 409, code: 'try_again', words: words.tryAgain };
    default:
      return null;
  }
}

/** What the HTTP library itself has refused. */
function clientAnswer(error: FastifyError, status: number): Answer {
  if (status === 429) return { status, code: 'too_many_requests', words: words.tooManyRequests };
  if (status === 413) return { status, code: 'too_large', words: words.tooLarge(error.message) };
  const isJson = error.code === 'FST_ERR_CTP_INVALID_JSON_BODY';
  const code = status === 415 ? 'unsupported_media_type' : isJson ? 'invalid_json' : 'invalid_request';
  return { status, code, words: words.unreadable(error.message) };
}

/** The public API speaks English to the programs that call it, whatever their libraries ask for. */
function languageOfAnswer(request: FastifyRequest): Language {
  if (request.routeOptions.config?.access === 'api-key') return 'en';
  return languageOf(...(request.headers['accept-language'] ?? '').split(','));
}

function inOneLanguage({ code, words, fields }: Answer, language: Language) {
  const inputs = fields && Object.entries(fields).map(([field, why]) => [field, why[language]]);
  return { code, message: words[language], fields: inputs && Object.fromEntries(inputs) };
}

function fieldName(instancePath: string): string {
  return instancePath.replace(/^\//, '').replaceAll('/', '.');
}
