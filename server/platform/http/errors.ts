import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import pg from 'pg';
import { z } from 'zod';
import { RuleError } from '../errors.ts';

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

type Answer = { status: number; code: string; message: string; fields?: Record<string, string> };

/** The one place where an error becomes an answer. */
export function mapErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = toAnswer(error);
    const route = request.routeOptions.url;
    if (answer.status >= 500) request.log.error({ err: error, route }, 'request failed');
    else if (error instanceof pg.DatabaseError) request.log.warn({ err: error, route }, 'refused by the database');
    const { status, ...body } = answer;
    reply.code(status).send({ error: body });
  });
}

function toAnswer(error: FastifyError | RuleError): Answer {
  if (error instanceof RuleError)
    return { status: error.status, code: error.code, message: error.message, fields: error.fields };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = Object.fromEntries(
      error.validation.map((issue) => [fieldName(issue.instancePath), issue.message ?? 'is not valid']),
    );
    const [first] = Object.entries(fields);
    const message = first ? `${first[0] || 'The input'}: ${first[1]}` : 'The input is not valid.';
    return { status: 400, code: 'invalid_input', message, fields };
  }
  // The multipart parser's own errors carry neither code nor status.
  if (/^(Unexpected end of|Malformed part header|Multipart: )/.test(error.message))
    return { status: 400, code: 'invalid_form', message: `The multipart form is broken: ${error.message}.` };
  if (isResponseSerializationError(error)) return unexpected;
  const database = databaseAnswer((error as { code?: string }).code);
  if (database) return database;
  if (isAway(error)) return unavailable;
  const status = (error as FastifyError).statusCode ?? 500;
  if (status < 500) return { status, code: clientCode(error as FastifyError, status), message: error.message };
  return unexpected;
}

const unexpected: Answer = {
  status: 500,
  code: 'unexpected',
  message: 'Something went wrong on our side. Look whether it was done before you try again.',
};

const unavailable: Answer = {
  status: 503,
  code: 'unavailable',
  message:
    'Parley can not reach its database or its files at the moment. Look whether this was done before you try again.',
};

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
      return { status: 400, code: 'invalid_input', message: 'A text holds a character that can not be stored (NUL).' };
    case '22003':
      return { status: 400, code: 'invalid_input', message: 'A number is too large.' };
    case '22007':
    case '22008':
      return { status: 400, code: 'invalid_input', message: 'A date or time does not exist.' };
    case '22P02':
      return { status: 400, code: 'invalid_input', message: 'A value is not written as its kind is.' };
    case '23503':
      return {
        status: 409,
        code: 'gone_meanwhile',
        message: 'Something that this refers to was deleted, or is still in use. Load it again.',
      };
    case '57014':
      return {
        status: 503,
        code: 'took_too_long',
        message: 'This took too long and was stopped. Narrow it down and try again.',
      };
    case '40001':
    case '40P01':
      return { status: 409, code: 'try_again', message: 'Somebody else changed the same at this moment. Try again.' };
    default:
      return null;
  }
}

function clientCode(error: FastifyError, status: number): string {
  if (status === 429) return 'too_many_requests';
  if (status === 413) return 'too_large';
  if (status === 415) return 'unsupported_media_type';
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return 'invalid_json';
  return 'invalid_request';
}

function fieldName(instancePath: string): string {
  return instancePath.replace(/^\//, '').replaceAll('/', '.');
}
