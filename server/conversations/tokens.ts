import type { Words } from '#platform/sentences.ts';
import { words } from './words.ts';

/** What can stand in a text as `<%= @name %>`. The grammar is fixed: names are looked up, nothing is evaluated. */
export const tokenNames = [
  'messenger_interview_link',
  'candidate_name',
  'company',
  'access_code',
  'webdialout',
  'webdialout_skip_confirmation',
  'referee',
] as const;
export type TokenName = (typeof tokenNames)[number];

/** A value for each token; one that is missing or empty leaves nothing behind in the text. */
export type TokenValues = Partial<Record<TokenName, string>>;

export type TemplatePart = { text: string } | { token: string };

/** Where in the text it is, counted in UTF-16 units from 0. */
export type TemplateProblem = { code: 'unknown_token' | 'malformed_token'; at: number; words: Words };

const token = /<%=\s*@([a-z_]\w*)\s*%>/gi;
const known = new Set<string>(tokenNames);

export function isKnownToken(name: string): name is TokenName {
  return known.has(name);
}

export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(token)) {
    if (match.index > end) parts.push({ text: template.slice(end, match.index) });
    parts.push({ token: (match[1] as string).toLowerCase() });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ text: template.slice(end) });
  return parts;
}

/** Why a text can not be saved: a token nobody knows, or a beginning of one that is not completed. */
export function templateProblems(template: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  let at = 0;
  for (const part of parseTemplateWithSource(template)) {
    if (part.token !== undefined && !known.has(part.token))
      problems.push({
        code: 'unknown_token',
        at,
        words: words.unknownToken(part.token, tokenNames.map((name) => `@${name}`).join(', ')),
      });
    for (const open of part.token === undefined ? part.source.matchAll(/<%/g) : [])
      problems.push({
        code: 'malformed_token',
        at: at + open.index,
        words: words.malformedToken,
      });
    at += part.source.length;
  }
  return problems;
}

export function unknownTokens(template: string): string[] {
  return [...new Set(tokensOf(template).filter((name) => !known.has(name)))];
}

/** Tokens of this text that would leave a gap for this candidate. */
export function emptyTokens(template: string, values: TokenValues): TokenName[] {
  return [
    ...new Set(
      tokensOf(template).filter((name): name is TokenName => known.has(name) && !values[name as TokenName]?.trim()),
    ),
  ];
}

/**
 * Fills the tokens in, once: a value that itself looks like a token stays as it is. For HTML the values are escaped. Where
 * nobody's name is known the greeting closes around it: "Hi <%= @candidate_name %>!" becomes "Hi!".
 */
export function substitute(template: string, values: TokenValues, options: { escape?: 'html' } = {}): string {
  const nameless = !values.candidate_name?.trim();
  return parseTemplate(nameless ? template.replace(nameAndAround, closeGap) : template)
    .map((part) => {
      if ('text' in part) return part.text;
      // Only names of ours are looked up: `constructor` is a property of every object.
      const value = (known.has(part.token) && values[part.token as TokenName]) || '';
      return options.escape === 'html' ? escapeHtml(value) : value;
    })
    .join('');
}

/** The name with what leads to it, and what follows: a comma in any of the scripts that we have texts in. */
const nameAndAround = /([,،、]?[^\S\n]{0,3})<%=\s*@candidate_name\s*%>([,،、]?)([^\S\n]{0,3})(\p{Ll}?)/giu;

/** "Thank you, Ana! …" becomes "Thank you! …", "Hi Ana, thanks …" "Hi, thanks …", "Ana, thanks …" "Thanks …". */
function closeGap(...[, lead = '', comma = '', space = '', letter = '', at = 0, template = '']: GapMatch): string {
  // A sentence that would begin with what is missing begins with the word after it.
  const begins = at === 0 || sentenceBegins.test(template.slice(Math.max(0, at - 300), at));
  if (begins) return (at === 0 ? '' : lead.replace(/\S/, '')) + letter.toUpperCase();
  return (comma || (letter && space && lead.replace(/\s/g, ''))) + space + letter;
}

const sentenceBegins = /(?:[\n.!?¡¿]|<(?:p|div|td|th|li|br|h[1-6])\b[^<>]*>)$/i;

type GapMatch = [
  match: string,
  lead: string,
  comma: string,
  space: string,
  letter: string,
  at: number,
  template: string,
];

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function tokensOf(template: string): string[] {
  return parseTemplate(template).flatMap((part) => ('token' in part ? [part.token] : []));
}

function parseTemplateWithSource(template: string): { source: string; token?: string }[] {
  const parts: { source: string; token?: string }[] = [];
  let end = 0;
  for (const match of template.matchAll(token)) {
    parts.push(
      { source: template.slice(end, match.index) },
      { source: match[0], token: (match[1] as string).toLowerCase() },
    );
    end = match.index + match[0].length;
  }
  parts.push({ source: template.slice(end) });
  return parts;
}
