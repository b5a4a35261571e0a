import { type DestinationStream, type Logger, pino } from 'pino';
import { RuleError } from './errors.ts';

export type Log = Logger;

/** Structured logs, on stdout where nothing else is said. Callers log ids and codes; personal data has no place in a log line. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'token', 'secret', 'email', 'phone', 'authorization', 'cookie'],
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

type Fault = Error &
  Partial<Record<'code' | 'constraint' | 'table' | 'routine' | 'severity' | 'responseCode', unknown>>;

/**
 * The words of a database quote the row, those of a mail server the address, and those of a broken rule what the caller is
 * to read of both: of these only what names the fault is kept.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, code, constraint, table, routine, severity, responseCode } = error as Fault;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  const named = { type, code, constraint, table, routine, responseCode, cause };
  const quotes = severity !== undefined || responseCode !== undefined || error instanceof RuleError;
  return quotes ? { ...named, stack: framesOf(error) } : { ...named, message, stack: error.stack };
}

/** A stack begins with the message. */
function framesOf({ stack = '', message }: Error): string | undefined {
  const at = stack.indexOf(message);
  return at < 0 ? undefined : stack.slice(at + message.length).trim();
}
