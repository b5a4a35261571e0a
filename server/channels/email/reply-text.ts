import EmailReplyParser from 'email-reply-parser';
import { convert } from 'html-to-text';
import { bareText, isTooDeep } from './deep-html.ts';

/** What a reply is looked for in, and what is kept as the text of a message: nobody answers at greater length. */
const longestText = 20_000;
const longestHtml = 400_000;

const parser = new EmailReplyParser();

/** What somebody has written themselves, without what they quote and their signature. */
export function replyText(whole: string): string {
  const text = whole
    .slice(0, longestText)
    .replace(/\r\n?/g, '\n')
    // Hundreds of lines on which there is nothing to be seen take the parser seconds.
    .replace(/\n[\p{Z}\p{Cf}\t\v\f]*(\n[\p{Z}\p{Cf}\t\v\f]*){2,}/gu, '\n\n');
  return parser.read(text).getVisibleText().trim();
}

/** A link that leads anywhere else is its words alone. */
function webAddress(path: string): string {
  return /^https?:\/\//i.test(path) ? path : '';
}

const quotes = [
  'blockquote',
  '.gmail_quote',
  '.gmail_extra',
  '.yahoo_quoted',
  '.protonmail_quote',
  '#divRplyFwdMsg',
  '#appendonsend',
  '.moz-cite-prefix',
].map((selector) => ({ selector, format: 'skip' }));

/** The text of a mail that has only HTML; `own`: without what mail programs mark as quoted. */
export function htmlText(html: string, own: boolean): string {
  if (isTooDeep(html)) return bareText(html);
  // Two links that touch are two words all the same.
  const apart = html.slice(0, longestHtml).replace(/<\/a\s*>(?=<a\b)/gi, '</a> ');
  return convert(apart, {
    wordwrap: false,
    limits: { maxDepth: 200, maxChildNodes: 5000 },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, pathRewrite: webAddress, linkBrackets: ['(', ')'] } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      ...(own ? quotes : []),
    ],
  }).trim();
}
