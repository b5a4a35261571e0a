import { escapeHtml } from '#conversations/tokens.ts';
import type { Language } from '#platform/sentences.ts';
import type { ApplicantForm, ApplicantProblems } from './applicant.ts';
import type { OpeningView } from './schema.ts';
import { words } from './words.ts';

export type OpeningPage = {
  language: Language;
  company: string;
  title: string;
  subtitle: string;
  description: string;
  keyword: string | null;
  /** People come with a question, not to apply: the chat in the browser takes it instead of interviewing them. */
  asks: boolean;
  /** Null: it is no longer open. */
  links: OpeningView['links'] | null;
};

export type Typed = { form: ApplicantForm; problems: ApplicantProblems };

/** What is open, in full, and how one applies. It works without scripts, in the window that Messenger opens as well. */
export function openingPage(page: OpeningPage, typed?: Typed): string {
  const { language, company, title, subtitle, description, links } = page;
  const text = links
    ? `${subtitle ? `<p class="lead">${escapeHtml(subtitle)}</p>` : ''}${paragraphs(description)}${waysIn(page, links, typed)}`
    : `<p class="lead">${words.closed[language]}</p>`;
  return htmlPage({ language, title, company }, text);
}

/** A light page in the reader's colours, that needs no scripts. `main` is HTML. */
export function htmlPage(
  { language, title, company }: Pick<OpeningPage, 'language' | 'title' | 'company'>,
  main: string,
): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${escapeHtml(title)} – ${escapeHtml(company)}</title>
<style>${style}</style></head>
<body><main><p class="company">${escapeHtml(company)}</p><h1>${escapeHtml(title)}</h1>${main}</main></body>
</html>`;
}

const style = `:root{color-scheme:light dark;--accent:#1c5f46;--on-accent:#fff;--quiet:#59635e;--problem:#b3261e;--paper:#fff;--ink:#16191b}
@media (prefers-color-scheme:dark){:root{--accent:#8fd6b5;--on-accent:#10231b;--quiet:#a9b3ae;--problem:#ffb4ab;--paper:#14181a;--ink:#e7ebe9}}
*{box-sizing:border-box}body{background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .5rem}.company,.sms{color:var(--quiet);margin:0}.lead{font-size:1.125rem;margin:0 0 1.25rem}
.ways{display:flex;flex-wrap:wrap;gap:.75rem;margin:2rem 0 1rem}
.ways a,.apply button{font:inherit;font-weight:600;display:inline-block;padding:.7rem 1.2rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
form.apply{margin-top:2rem;max-width:26rem}h2{font-size:1.2rem;margin:0 0 .75rem}label{display:block;font-weight:600;margin:.75rem 0 .25rem}
input{font:inherit;width:100%;padding:.6rem .75rem;border:1px solid #7d8983;border-radius:.5rem;background:var(--paper);color:var(--ink)}
input:focus-visible{outline:3px solid var(--accent);outline-offset:1px}.problem{color:var(--problem);margin:.25rem 0 0}.hint{color:var(--quiet);font-size:.9375rem;margin:.75rem 0 1rem}
.cards{list-style:none;margin:1.5rem 0;padding:0;display:grid;gap:.75rem}.cards a{display:grid;gap:.15rem;padding:.9rem 1rem;border:1px solid #7d898366;border-radius:.75rem;color:inherit;text-decoration:none}
.cards a:hover{border-color:var(--accent)}.cards span{color:var(--quiet)}.cards em{font-style:normal;font-weight:600;color:var(--accent);margin-top:.25rem}
.cards a:focus-visible,.apply button:focus-visible,.ways a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;

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

function waysIn({ language, keyword, asks }: OpeningPage, links: OpeningView['links'], typed?: Typed): string {
  const by = asks ? words.askBy : words.applyBy;
  const link = (href: string | null, channel: string) =>
    href ? `<a href="${escapeHtml(href)}" rel="noopener">${by(channel)[language]}</a>` : '';
  const number = links.sms?.number;
  const sms = keyword && number ? words.textTo(keyword.toUpperCase(), number)[language] : '';
  const chats = link(links.messenger, 'Messenger') + link(links.whatsapp, 'WhatsApp');
  return `${chats && `<div class="ways">${chats}</div>`}
${sms && `<p class="sms">${escapeHtml(sms)}</p>`}${applicantForm(language, asks, typed)}`;
}

const fields = [
  ['name', 'text', 'name'],
  ['phone', 'tel', 'tel'],
  ['email', 'email', 'email'],
] as const;

/** Who applies or asks here, and where they can be reached when they have closed the page; then the chat begins. */
function applicantForm(language: Language, asks: boolean, typed?: Typed): string {
  const inputs = fields.map(([field, type, autocomplete]) => {
    const problem = typed?.problems[field];
    const told = problem ? ` aria-invalid="true" aria-describedby="${field}-problem"${first(typed, field)}` : '';
    return `<label for="${field}">${words[field][language]}</label>
<input id="${field}" name="${field}" type="${type}" autocomplete="${autocomplete}" maxlength="250" value="${escapeHtml(typed?.form[field] ?? '')}"${field === 'name' ? ' required' : ''}${told}>
${problem ? `<p class="problem" id="${field}-problem">${escapeHtml(problem)}</p>` : ''}`;
  });
  return `<form method="post" class="apply" novalidate><h2>${words[asks ? 'askByChat' : 'applyByChat'][language]}</h2>${inputs.join('')}
<p class="hint">${words.reachHint[language]}</p><button>${words[asks ? 'beginAsking' : 'begin'][language]}</button></form>`;
}

function first({ problems }: Typed, field: string): string {
  return Object.keys(problems)[0] === field ? ' autofocus' : '';
}
