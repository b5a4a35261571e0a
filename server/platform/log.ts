import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured logs on stdout. Callers log ids and codes; personal data has no place in a log line. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'token', 'secret', 'email', 'phone', 'authorization', 'cookie'],
    serializers: { err: describeError },
  });
}

/** A database error also carries the values of the row, a mail server's the address: only what names the fault is kept. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, code, constraint, table, stack: error.stack, cause };
}
