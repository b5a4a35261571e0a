import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured logs on stdout. Callers log ids and codes; personal data has no place in a log line. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'token', 'secret', 'email', 'phone', 'authorization', 'cookie'],
  });
}
