import type { Attachment } from 'mailparser';
import type { Config } from '#platform/config.ts';
import { headersOf } from './headers.ts';
import { isDeadAddress } from './judge.ts';
import { findMailIds, readMailIds } from './message-id.ts';

/** What a report says became of a mail of ours. `dead`: nobody is at its address, for good. */
export type Bounce = {
  companyId: number;
  messageId: number;
  retries: number;
  outcome: 'failed' | 'delivered';
  status: string;
  detail: string;
  dead: boolean;
};

type Part = Pick<Attachment, 'contentType' | 'content'>;

const longestPart = 100_000;

/** What a report says; `ids`: of which mail, as `findMailIds` has found it. */
export type Report = Pick<Bounce, 'outcome' | 'status' | 'detail'> & { ids: string };

/** A report on a delivery (RFC 3464), where it is final. Null for anything else, such as "still trying". */
export function readReport(parts: readonly Part[]): Report | null {
  const textOf = (...types: string[]) =>
    parts.find(({ contentType }) => types.includes(contentType))?.content.toString('utf8', 0, longestPart) ?? '';
  const returned = headersOf(
    textOf('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'),
  );
  const ids = findMailIds(`${returned.first('x-parley-message')} ${returned.first('message-id')}`);
  const report = recipients(textOf('message/delivery-status', 'message/global-delivery-status'));
  const told = report.find((fields) => outcomes.has(fields.first('action').toLowerCase()));
  const outcome = outcomes.get(told?.first('action').toLowerCase() ?? '');
  if (!told || !outcome) return null;
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(told.first('status'))?.[0] ?? '';
  const said = told.first('diagnostic-code').replace(/^\s*\w+\s*;\s*/, '');
  const detail = said || `The mail server of the recipient refused it (${status || 'no reason was given'}).`;
  return { ids, outcome, status, detail };
}

/**
 * Null where it does not give back the header of a mail that has our own id in it: nobody else can make up that one of their
 * addresses is dead.
 */
export function proveBounce(signing: Pick<Config, 'secret'>, { ids, ...report }: Report): Bounce | null {
  const about = readMailIds(signing, ids).find((id) => 'messageId' in id);
  if (!about || !('messageId' in about)) return null;
  const { companyId, messageId, retries = 0 } = about;
  const dead = report.outcome === 'failed' && isDeadAddress(report.status);
  return { companyId, messageId, retries, ...report, dead };
}

const outcomes = new Map<string, Bounce['outcome']>([
  ['failed', 'failed'],
  ['delivered', 'delivered'],
]);

/** One group of fields for each recipient, behind one about the report. */
function recipients(report: string) {
  return report
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map(headersOf)
    .filter((fields) => fields.first('action') !== '');
}
