export type TextPart = { text: string; href?: string };

// Besides space: control characters and those that are not seen or turn the reading around.
const address = /https?:\/\/[^\s<>"'`{}|\\^\p{Cc}\p{Cf}\p{Z}]+/giu;
const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * Splits a text at its http and https addresses. Nothing else becomes a link: no other scheme, no address that hides its
 * host behind a user name, none with characters that change how it is read.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const found = trimEnd(match[0]);
    const href = safeHref(found);
    if (!href) continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** Punctuation after an address belongs to the sentence; a bracket does unless it was opened inside the address. */
function trimEnd(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] as string;
    const opening = closing[last];
    if (opening ? count(found, opening, end) >= count(found, last, end) : !/[.,;:!?…*_~»”’]/.test(last)) break;
    end -= 1;
  }
  return found.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let total = 0;
  for (let at = 0; at < end; at += 1) if (text[at] === character) total += 1;
  return total;
}

function safeHref(found: string): string | null {
  try {
    const url = new URL(found);
    const web = url.protocol === 'https:' || url.protocol === 'http:';
    return web && url.hostname && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
