import { escapeHtml } from '#conversations/tokens.ts';
import type { Language } from '#platform/sentences.ts';
import type { OpeningView } from './schema.ts';
import { words } from './words.ts';

export type OpeningPage = {
  language: Language;
  company: string;
  title: string;
  subtitle: string;
  description: string;
  keyword: string | null;
  /** People come with a question, not to apply: the interview in the browser is not for them. */
  asks: boolean;
  /** Null: it is no longer open. */
  links: OpeningView['links'] | null;
};

/** What is open, in full, and how one applies. It works without scripts, in the window that Messenger opens as well. */
export function openingPage(page: OpeningPage): string {
  const { language, company, title, subtitle, description, links } = page;
  const text = links
    ? `${subtitle ? `<p class="lead">${escapeHtml(subtitle)}</p>` : ''}${paragraphs(description)}${waysIn(page, links)}`
    : `<p class="lead">${words.closed[language]}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – ${escapeHtml(company)}</title>
<style>${style}</style></head>
<body><main><p class="company">${escapeHtml(company)}</p><h1>${escapeHtml(title)}</h1>${text}</main></body>
</html>`;
}

const style = `:root{color-scheme:light dark;--accent:#1c5f46;--on-accent:#fff;--quiet:#59635e}
@media (prefers-color-scheme:dark){:root{--accent:#8fd6b5;--on-accent:#10231b;--quiet:#a9b3ae}}
*{box-sizing:border-box}body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .5rem}.company,.sms{color:var(--quiet);margin:0}.lead{font-size:1.125rem;margin:0 0 1.25rem}
.ways{display:flex;flex-wrap:wrap;gap:.75rem;margin:2rem 0 1rem}form{margin:0}
.ways a,.ways button{font:inherit;font-weight:600;display:inline-block;padding:.7rem 1.2rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
.ways a:focus-visible,.ways button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;

/** What was typed, with its lines; lines that begin with a dash or a dot are a list. */
function paragraphs(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim()))
    .filter((lines) => lines.length > 0)
    .flatMap(groups)
    .map(({ list, lines }) =>
      list
        ? `<ul>${lines.map((line) => `<li>${escapeHtml(line.replace(bullet, ''))}</li>`).join('')}</ul>`
        : `<p>${lines.map(escapeHtml).join('<br>')}</p>`,
    )
    .join('\n');
}

const bullet = /^\s*[-*•–]\s+/;

function groups(lines: string[]): { list: boolean; lines: string[] }[] {
  const found: { list: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const list = bullet.test(line);
    const last = found.at(-1);
    if (last?.list === list) last.lines.push(line);
    else found.push({ list, lines: [line] });
  }
  return found;
}

function waysIn({ language, keyword, asks }: OpeningPage, links: OpeningView['links']): string {
  const by = asks ? words.askBy : words.applyBy;
  const link = (href: string | null, channel: string) =>
    href ? `<a href="${escapeHtml(href)}" rel="noopener">${by(channel)[language]}</a>` : '';
  const chat = asks ? '' : `<form method="post"><button>${words.applyByChat[language]}</button></form>`;
  const number = links.sms?.number;
  const sms = keyword && number ? words.textTo(keyword.toUpperCase(), number)[language] : '';
  return `<div class="ways">${link(links.messenger, 'Messenger')}${link(links.whatsapp, 'WhatsApp')}${chat}</div>
<p class="sms">${escapeHtml(sms)}</p>`;
}
