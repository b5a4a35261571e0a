import { escapeHtml } from '#conversations/tokens.ts';
import type { Language } from '#platform/sentences.ts';
import type { Opening } from '../openings.ts';
import { htmlPage } from '../page.ts';
import { words } from '../words.ts';

export type MenuPage = {
  language: Language;
  company: string;
  openings: (Opening & { href: string })[];
  /** Where the next ones are. */
  more: string | null;
};

/** What a company has open: a card for each, which leads to its page. */
export function menuPage({ language, company, openings, more }: MenuPage): string {
  const cards = openings.map(
    ({ title, subtitle, mode, href }) => `<li><a href="${escapeHtml(href)}"><strong>${escapeHtml(title)}</strong>
${subtitle ? `<span>${escapeHtml(subtitle)}</span>` : ''}<em>${words[mode === 'inquiry' ? 'ask' : 'apply'][language]}</em></a></li>`,
  );
  const list = cards.length > 0 ? `<ul class="cards">${cards.join('')}</ul>` : '';
  const next = more ? `<p><a href="${escapeHtml(more)}">${words.moreJobs[language]}</a></p>` : '';
  const title = words[cards.length > 0 ? 'openJobsTitle' : 'nothingOpen'][language];
  return htmlPage({ language, title, company }, list + next);
}
