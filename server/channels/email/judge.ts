import type { SendResult } from '../channel.ts';

export type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** What a failure means for the message. `begun`: the server had taken DATA, so it may have the message. */
export function judge(error: SmtpError, begun: boolean): SendResult {
  const answer = error.responseCode;
  const code = answer ? `smtp_${answer}` : `smtp_${(error.code ?? 'error').toLowerCase()}`;
  const detail = error.response ?? error.message;
  if (!answer && begun) return { outcome: 'unknown', code, detail };
  // An address that the library itself can't use; the server was never asked.
  if (!answer && error.code === 'EENVELOPE') return { outcome: 'refused', code, detail };
  const aboutMessage =
    answer !== undefined && answer >= 500 && error.code !== 'EAUTH' && !aboutServer.has(error.command ?? '');
  if (!aboutMessage) return { outcome: 'later', code, detail };
  return { outcome: 'refused', code, detail, ...(nobodyThere(error) ? { bounced: true } : {}) };
}

/** A refusal at these steps is the server's or the configuration's trouble, no fault of the message. */
const aboutServer = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'LHLO']);

/** Without an enhanced code: no such mailbox, not here, not a valid name (RFC 5321, 4.2.3). */
const noMailbox = new Set([550, 551, 553]);

function nobodyThere({ command, response = '', responseCode = 0 }: SmtpError): boolean {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  if (enhanced) return isDeadAddress(enhanced);
  return command === 'RCPT TO' && noMailbox.has(responseCode);
}

/**
 * Whether an enhanced status says that nobody is at the address, for good (RFC 3463): it is wrong, its domain takes no
 * mail, or the mailbox is closed. A full one, a spam filter and the like are about this mail alone.
 */
export function isDeadAddress(status: string): boolean {
  return /^5\.(1\.(0|1|2|3|6|10)|2\.1|4\.4)$/.test(status);
}

/** The same for the sender: a company's connection waits for as long as its server, or the right to use it, fails. */
export function withSender(result: SendResult, error: SmtpError): SendResult {
  const { code: kind, command = '', responseCode = 0 } = error;
  if ((kind === 'EAUTH' && responseCode >= 500) || (command === 'MAIL FROM' && notOurSender.has(responseCode))) {
    const { code, detail } = result as { code: string; detail: string };
    return { outcome: 'later', code, detail, sender: 'blocked' };
  }
  if (result.outcome !== 'later' && result.outcome !== 'unknown') return result;
  // Greylisting and the like are between this recipient and the server.
  if (responseCode >= 400 && responseCode !== 421 && !aboutServer.has(command)) return result;
  return { ...result, sender: 'down' };
}

/** The account may not write as this address, or not at all. */
const notOurSender = new Set([530, 550, 553, 554]);
