import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Words } from '#platform/sentences.ts';
import { isLinkAddress, isPictureAddress } from './addresses.ts';
import { markTokens, unmarkTokens } from './compile.ts';
import { words } from './words.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * Why this HTML, typed by hand, can not be a mail; null where it can. It is read as browsers read it. What mail programs throw
 * away or warn of is refused instead of being taken out in silence: who wrote it should know what does not arrive.
 */
export function rawHtmlProblem(html: string): Words | null {
  return problemIn(markTokens(html));
}

function problemIn(source: string): Words | null {
  const page = parse(source, { sourceCodeLocationInfo: true, scriptingEnabled: false });
  return problemBelow(page.childNodes, source);
}

const refused = new Set(
  'script iframe frame frameset object embed applet form input button select textarea base link svg math template portal audio video source'.split(
    ' ',
  ),
);
const links = new Set(['href', 'xlink:href', 'action', 'formaction', 'ping', 'cite', 'longdesc']);
const pictures = new Set(['src', 'background', 'poster', 'lowsrc', 'dynsrc']);
/** Attributes that are words for people. */
const spoken = new Set(['alt', 'title', 'aria-label']);
const running = /expression\s*\(|javascript:|vbscript:|behavior\s*:|-moz-binding|@import/i;
const mark = /\uE000(\w+)\uE001/;

function problemBelow(nodes: Node[], source: string): Words | null {
  for (const node of nodes) {
    const problem = problemOf(node, source);
    if (problem) return problem;
  }
  return null;
}

function problemOf(node: Node, source: string): Words | null {
  if (node.nodeName === '#comment') return commentProblem((node as DefaultTreeAdapterTypes.CommentNode).data);
  if (!('tagName' in node)) return null;
  if (refused.has(node.tagName)) return words.unsafeElement(node.tagName);
  if (node.tagName === 'style') return styleProblem(textIn(node));
  for (const { name, value, prefix } of node.attrs) {
    const problem = attributeProblem(node, prefix ? `${prefix}:${name}` : name, value, source);
    if (problem) return problem;
  }
  return problemBelow(node.childNodes, source);
}

/** Outlook reads what stands in conditional comments. */
function commentProblem(data: string): Words | null {
  const conditional = /^\[if[^\]]*\]>([\s\S]*?)(<!\[endif\])?$/i.exec(data.trim());
  if (conditional) return problemIn(conditional[1] as string);
  return tokenProblem(data);
}

function attributeProblem(element: Element, name: string, value: string, source: string): Words | null {
  if (name.startsWith('on') || name === 'srcdoc') return words.unsafeAttribute(name);
  if (element.tagName === 'meta' && name === 'http-equiv' && /refresh/i.test(value)) return words.unsafeAttribute(name);
  const address = unmarkTokens(value).trim();
  if (links.has(name))
    return isLinkAddress(address) || /^#[\w-]*$/.test(address) ? null : problemOfAddress(name, value);
  if (pictures.has(name)) return isOnTheWeb(address) ? null : problemOfAddress(name, value);
  if (name === 'srcset') return words.unsafeAttribute(name);
  if (name === 'style') return styleProblem(value);
  return spoken.has(name) && isQuoted(element, name, source) ? null : (tokenProblem(value) ?? tokenProblem(name));
}

/** Without quotes a value with a blank in it would be further attributes. */
function isQuoted(element: Element, name: string, source: string): boolean {
  const place = element.sourceCodeLocation?.attrs?.[name];
  return place !== undefined && /["']$/.test(source.slice(place.startOffset, place.endOffset));
}

function problemOfAddress(name: string, value: string): Words {
  return tokenProblem(value) ?? words.unsafeAddress(name);
}

function styleProblem(style: string): Words | null {
  const found = running.exec(style.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\\/g, ''));
  if (found) return words.unsafeStyle(found[0]);
  for (const [, address = ''] of style.matchAll(/url\(\s*["']?([^"')]*)/gi))
    if (!isOnTheWeb(address.trim())) return tokenProblem(address) ?? words.unsafeAddress('url()');
  return tokenProblem(style);
}

/** Also by http where the installation itself is, on a laptop. */
function isOnTheWeb(address: string): boolean {
  return isPictureAddress(address) || /^http:\/\/[^\s<>"'`\\]+\/pictures\/[A-Za-z0-9_-]{32}$/.test(address);
}

function tokenProblem(text: string): Words | null {
  const token = mark.exec(text)?.[1];
  return token ? words.tokenInAttribute(token) : null;
}

function textIn(element: Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
