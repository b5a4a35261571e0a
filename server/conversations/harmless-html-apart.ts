import { bareText } from '#channels/email/deep-html.ts';
import { WorkStopped, workApart } from '#platform/work-apart.ts';
import type { HtmlInput } from './harmless-html.ts';
import { escapeHtml } from './tokens.ts';

const limits = { limitMs: 10_000, megabytes: 256 };
const clean = workApart<HtmlInput, string>(new URL('./html-process.ts', import.meta.url), limits);

/** The mail made harmless in a process of its own, so that nobody's page waits for it; its bare words where that takes too long. */
export async function harmlessHtmlApart(companyId: number, input: HtmlInput): Promise<string> {
  try {
    return await clean(input, companyId);
  } catch (error) {
    if (!(error instanceof WorkStopped)) throw error;
    return `<pre>${escapeHtml(bareText(input.html))}</pre>`;
  }
}
