import { createHash } from 'node:crypto';
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { escapeHtml } from '#conversations/tokens.ts';
import { type Bounce, type Report, readReport } from './bounce.ts';
import { type Headers, readHeaders } from './headers.ts';
import { findMailIds, type OurId } from './message-id.ts';
import { htmlText, replyText } from './reply-text.ts';
import { isSenderProved } from './sender-proof.ts';
import type { Unsubscription } from './unsubscribe.ts';

/** `trustedServer` vouches for senders. */
export type MailInput = { raw: Uint8Array; trustedServer: string };

/** `cid`: by which the mail's HTML names it; null for what only lies beside. */
export type MailFile = { name: string; contentType: string; body: Buffer; cid: string | null };

/** A mail as it came in. */
export type ReceivedMail = {
  /** Its Message-ID and, as some programs give many the same, a digest of what it says; the same again is the same mail. */
  providerId: string;
  from: { address: string; name: string };
  /** Whether the company's mail server vouches for `from`. */
  proved: boolean;
  at: Date | null;
  subject: string;
  /** What they wrote, without what they quote. */
  text: string;
  /** The whole of it, as it came; null where `text` says it all. */
  html: string | null;
  files: MailFile[];
  lostFiles: number;
  /** Ids of ours that it answers to, the closest first. */
  answers: OurId[];
  /** An answering machine, a list, a report: no person has written it now. */
  automatic: boolean;
  bounce: Bounce | null;
  unsubscribe: Unsubscription | null;
  /** Its header is so large that nothing of it could be read. */
  headless: boolean;
};

/** As far as it is read without the secret: what may be signed by us is as it stands there, for whoever can tell. */
export type MailReading = Omit<ReceivedMail, keyof Unproved> & { unproved: Unproved };

type Unproved = { answers: string; bounce: Report | null; unsubscribe: string };

const mostFiles = 20;
export const largestFile = 20 * 1024 * 1024;
const longestHtml = 1024 * 1024;
const longestCid = 300;

/**
 * Reads any bytes as a mail; what is not one comes out without a sender. It may take minutes for a mail that was written so:
 * `read-mail-apart.ts` is for what comes from outside.
 */
export async function readMail({ raw: bytes, trustedServer }: MailInput): Promise<MailReading> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parsed = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    // Pictures stay files: in the HTML they would make it too large to be kept.
    keepCidLinks: true,
  });
  // The parser gives up on a header of more than a megabyte, and says so by having none at all.
  const headless = (parsed.headerLines as ParsedMail['headerLines'] | undefined) === undefined;
  const headers = readHeaders(headless ? [] : parsed.headerLines);
  const from = senderOf(parsed);
  const isReport = /^multipart\/report\b/i.test(headers.first('content-type'));
  const { text, html } = wordsOf(parsed);
  const subject = (parsed.subject ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 500);
  const found = filesOf(parsed.attachments);
  const references = `${headers.first('in-reply-to')} ${idsIn(headers.first('references')).reverse().join(' ')}`;
  return {
    providerId: identify(parsed, headers, text, raw),
    from,
    proved: parsed.from?.value.length === 1 && isSenderProved(headers, from.address, trustedServer),
    at: parsed.date && headers.first('date') ? parsed.date : null,
    subject,
    text,
    html,
    ...found,
    automatic: isReport || isAutomatic(headers, from.address),
    headless,
    unproved: {
      answers: findMailIds(references),
      bounce: isReport ? readReport(parsed.attachments) : null,
      unsubscribe: /^\s*unsubscribe\s+(\S{1,100})\s*$/i.exec(subject)?.[1] ?? '',
    },
  };
}

function senderOf({ from }: ParsedMail): ReceivedMail['from'] {
  const [first] = from?.value ?? [];
  const address = (first?.address ?? '').trim().toLowerCase();
  const isAddress = address.length <= 254 && /^[^\s@<>()",;:\p{Cc}]{1,64}@[^\s@<>()",;:\p{Cc}]+$/u.test(address);
  const name = (first?.name ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return { address: isAddress ? address : '', name };
}

/** The text as it is written, or else out of the HTML; what was left out of it can be seen in the original. */
function wordsOf(parsed: ParsedMail): { text: string; html: string | null } {
  const source = parsed.html || '';
  const written = parsed.text?.trim();
  const whole = written || htmlText(source, false);
  const text = replyText(written || htmlText(source, true));
  if (source && source.length <= longestHtml) return { text, html: source };
  const says = whole.replace(/\s+/g, ' ') !== text.replace(/\s+/g, ' ');
  return { text, html: says ? `<pre>${escapeHtml(whole.slice(0, longestHtml))}</pre>` : null };
}

/** Nothing that somebody wants to open. */
const noFiles = new Set(['application/pgp-signature', 'application/pkcs7-signature', 'application/x-pkcs7-signature']);

function filesOf(attachments: Attachment[]): { files: MailFile[]; lostFiles: number } {
  const wanted = attachments.filter(({ contentType, size }) => size > 0 && !noFiles.has(contentType));
  const kept = wanted.filter(({ size }) => size <= largestFile).slice(0, mostFiles);
  const files = kept.map(({ filename, contentType, content, cid = '' }) => ({
    name: (filename ?? '')
      .replace(/[\p{Cc}\p{Cf}/\\]+/gu, ' ')
      .trim()
      .slice(0, 200),
    contentType,
    body: content,
    cid: cid !== '' && cid.length <= longestCid ? cid : null,
  }));
  return { files, lostFiles: wanted.length - files.length };
}

function identify(parsed: ParsedMail, headers: Headers, text: string, raw: Buffer): string {
  const { messageId = '', from, subject, attachments } = parsed;
  const said = [from?.text, subject, headers.first('date'), text, ...attachments.map(({ checksum }) => checksum)];
  const known = /^<[^<>\s]{3,250}>$/.test(messageId);
  const digest = createHash('sha256').update(known ? JSON.stringify(said) : raw);
  return `${known ? messageId : '-'} ${digest.digest('base64url').slice(0, 16)}`;
}

function idsIn(header: string): string[] {
  return header.match(/<[^<>\s]+>/g)?.slice(-100) ?? [];
}

function isAutomatic(headers: Headers, from: string): boolean {
  const submitted = headers.first('auto-submitted').toLowerCase();
  return (
    (submitted !== '' && !/^no\b/.test(submitted)) ||
    /^(bulk|junk|list|auto_reply)\b/i.test(headers.first('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'list-id', 'list-unsubscribe'].some((name) => headers.first(name) !== '') ||
    headers.first('return-path') === '<>' ||
    /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)([+-].*)?@/.test(from)
  );
}
