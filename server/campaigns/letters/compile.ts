import type { LetterDocument } from './document.ts';
import { type LetterSetting, toMjml } from './mjml.ts';
import { toPlainText } from './plain-text.ts';

/** Both with tokens as they are written; those in the HTML take escaped values. */
export type CompiledLetter = { html: string; text: string };

/** Above this, Gmail cuts a mail off and hides the rest behind a link. In bytes. */
export const gmailClip = 102 * 1024;

const token = /<%=\s*@(\w+)\s*%>/g;

/** The document as HTML that mail programs show alike, and as plain text. */
export async function compileLetter(document: LetterDocument, setting: LetterSetting): Promise<CompiledLetter> {
  // Slow to load, and only who edits a text needs it.
  const { default: mjml2html } = await import('mjml');
  const marked = JSON.parse(markTokens(JSON.stringify({ document, title: setting.title }))) as {
    document: LetterDocument;
    title: string;
  };
  const mjml = toMjml(marked.document, { ...setting, title: marked.title });
  const { html } = await mjml2html(mjml, {
    fonts: {},
    validationLevel: 'strict',
    ignoreIncludes: true,
    keepComments: false,
  });
  return { html: unmarkTokens(withoutIndents(html)), text: toPlainText(document) };
}

/** A token is no HTML and would not survive a parser, so for its time there it is a word between private characters. */
export function markTokens(text: string): string {
  return text.replace(token, (_, name: string) => `\uE000${name}\uE001`);
}

export function unmarkTokens(html: string): string {
  return html.replace(/\uE000(\w+)\uE001/g, (_, name: string) => `<%= @${name} %>`);
}

/** A third of what MJML writes is blanks, in a mail that is stored for each candidate. */
function withoutIndents(html: string): string {
  return html
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
