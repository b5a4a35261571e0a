const elements = new Set([
  'P',
  'BR',
  'B',
  'STRONG',
  'I',
  'EM',
  'U',
  'A',
  'UL',
  'OL',
  'LI',
  'DIV',
  'SPAN',
  'H1',
  'H2',
  'H3',
]);
const attributes = new Set(['href', 'style', 'title', 'dir', 'lang']);

/**
 * Whether the graphical editor shows all that is in this HTML and keeps it as it is. What has a layout of its own is
 * edited as HTML: tables and style sheets would not survive, and a style sheet would dress the app.
 */
export function canEditGraphically(html: string): boolean {
  const { head, body } = new DOMParser().parseFromString(html, 'text/html');
  return (
    head.childElementCount === 0 && [...body.querySelectorAll('*')].every(isPlain) && !body.innerHTML.includes('<!--')
  );
}

function isPlain(element: Element): boolean {
  if (!elements.has(element.tagName)) return false;
  return [...element.attributes].every(({ name, value }) => {
    if (name === 'href') return isLink(value);
    return attributes.has(name) && !/position|url\(|expression/i.test(value);
  });
}

/** Web, mail and telephone addresses, and tokens that become one. */
export function isLink(address: string): boolean {
  return /^(https?:\/\/|mailto:|tel:|<%=\s*@[a-z_]\w*\s*%>$)/i.test(address.trim());
}

/** The editor's HTML with tokens as they are written; a browser writes their brackets as entities. */
export function withTokens(html: string): string {
  return html
    .replace(/&lt;%=([^<>&]*)%&gt;/g, '<%=$1%>')
    .replace(/<(p|div)><\/\1>/g, '')
    .replaceAll('&nbsp;', ' ');
}
