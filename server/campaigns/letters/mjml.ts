import { escapeHtml } from '#conversations/tokens.ts';
import { contrast, inkOn } from './colours.ts';
import type { Align, Block, Leaf, LetterDocument, Mark, Passage, Piece } from './document.ts';

type Footer = Extract<Block, { type: 'footer' }>;
type Row = Leaf[] | Extract<Block, { type: 'columns' }> | Footer;

export type LetterSetting = { language: string; title: string; publicUrl: string };

const ink = '#16191b';
const faint = '#5b646b';

/**
 * Mail programs that darken by themselves spare what says that it knows the dark. The names of classes are in the head, as
 * far as a program reads it; the light colours stand at each element for those that don't.
 */
const dark = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .page > div { background-color: #0f1214 !important; }
    .paper, .paper > table { background: #1b1f22 !important; background-color: #1b1f22 !important; }
    .words div, .words p, .words li { color: #e9ecee !important; }
    .words a { color: #9cc9ee !important; }
    .faint div, .faint a { color: #aeb6bc !important; }
    .line p { border-top-color: #3b4348 !important; }
  }`;

const base = `
  .words p { margin: 0 0 12px; } .words p:last-child, .words ul:last-child, .words ol:last-child { margin-bottom: 0 !important; }
  .words ul, .words ol { margin: 0 0 12px; padding-inline-start: 24px; }
  .words h2 { margin: 0; font-size: 22px; line-height: 28px; font-weight: 700; }`;

/** The letter in MJML. Tokens in its texts have to be marked before, so that no character of theirs is markup. */
export function toMjml(document: LetterDocument, { language, title, publicUrl }: LetterSetting): string {
  const look: Look = {
    right: document.direction === 'rtl',
    accent: document.accent,
    // A light accent is no colour for words on white paper.
    link: contrast(document.accent, '#ffffff') >= 4.5 ? document.accent : '#00569c',
    publicUrl,
  };
  const lang = /^[a-z-]{2,12}$/i.test(language) ? language : 'en';
  return [
    `<mjml lang="${lang}" dir="${document.direction}"><mj-head><mj-title>${escapeHtml(title)}</mj-title>`,
    '<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>',
    '<mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif" />',
    `<mj-text font-size="16px" line-height="24px" color="${ink}" padding="8px 0" /></mj-attributes>`,
    `<mj-style>${dark}</mj-style><mj-style inline="inline">${base}</mj-style></mj-head>`,
    '<mj-body background-color="#f1f3f5" css-class="page" width="600px"><mj-section padding="8px 0"></mj-section>',
    ...rowsOf(document.blocks).map((row) => rowInMjml(row, look)),
    '<mj-section padding="8px 0"></mj-section></mj-body></mjml>',
  ].join('\n');
}

type Look = { right: boolean; accent: string; link: string; publicUrl: string };

/** Blocks that follow each other share a row; columns and a footer have their own. */
function rowsOf(blocks: Block[]): Row[] {
  const rows: Row[] = [];
  let open: Leaf[] | null = null;
  for (const block of blocks) {
    if (block.type === 'columns' || block.type === 'footer') {
      rows.push(block);
      open = null;
    } else if (open) open.push(block);
    else rows.push((open = [block]));
  }
  return rows;
}

function rowInMjml(row: Row, look: Look): string {
  if (Array.isArray(row)) return section(look, `<mj-column>${leavesInMjml(row, look)}</mj-column>`);
  if (row.type === 'footer')
    return `<mj-section padding="8px 24px"><mj-column>${footerInMjml(row)}</mj-column></mj-section>`;
  return section(
    look,
    row.columns.map((leaves) => `<mj-column padding="0 8px">${leavesInMjml(leaves, look)}</mj-column>`).join(''),
  );
}

function section({ right }: Look, content: string): string {
  const direction = right ? 'rtl' : 'ltr';
  return `<mj-section css-class="paper" background-color="#ffffff" padding="12px 24px" direction="${direction}">${content}</mj-section>`;
}

function leavesInMjml(leaves: Leaf[], look: Look): string {
  return leaves.map((leaf) => leafInMjml(leaf, look)).join('\n');
}

function leafInMjml(leaf: Leaf, look: Look): string {
  switch (leaf.type) {
    case 'heading':
      return `<mj-text css-class="words" align="${side(leaf.align, look)}"><h2>${escapeHtml(leaf.text)}</h2></mj-text>`;
    case 'text':
      return `<mj-text css-class="words" align="${side(leaf.align, look)}">${leaf.content.map((one) => passageInHtml(one, look)).join('')}</mj-text>`;
    case 'button':
      return `<mj-button align="${side(leaf.align, look)}" href="${escapeHtml(leaf.href)}" background-color="${look.accent}" color="${inkOn(look.accent)}" font-size="16px" font-weight="600" border-radius="6px" inner-padding="13px 22px" padding="8px 0">${escapeHtml(leaf.label)}</mj-button>`;
    case 'image':
      return imageInMjml(leaf, look);
    case 'divider':
      return '<mj-divider css-class="line" border-width="1px" border-color="#d5dade" padding="12px 0" />';
    case 'spacer':
      return `<mj-spacer height="${leaf.height}px" />`;
  }
}

/** MJML gives a width in pixels, that of a phone is narrower anyhow; 552 is what the paper's padding leaves. */
function imageInMjml(leaf: Extract<Leaf, { type: 'image' }>, look: Look): string {
  const src = leaf.src.startsWith('/') ? `${look.publicUrl}${leaf.src}` : leaf.src;
  const link = leaf.href ? ` href="${escapeHtml(leaf.href)}"` : '';
  const width = Math.round((552 * leaf.width) / 100);
  return `<mj-image align="${side(leaf.align, look)}" src="${escapeHtml(src)}" alt="${escapeHtml(leaf.alt)}"${link} width="${width}px" padding="8px 0" />`;
}

function footerInMjml(footer: Footer): string {
  const links = footer.links
    .map(
      ({ label, href }) =>
        `<a href="${escapeHtml(href)}" style="color:${faint};text-decoration:underline">${escapeHtml(label)}</a>`,
    )
    .join(' &#183; ');
  const lines = [lined(escapeHtml(footer.text)), links].filter(Boolean).join('<br>');
  return `<mj-text css-class="faint" align="center" font-size="13px" line-height="20px" color="${faint}">${lines}</mj-text>`;
}

function passageInHtml(passage: Passage, look: Look): string {
  // A paragraph without a word is a blank line, which would collapse.
  if (passage.type === 'paragraph') return `<p>${piecesInHtml(passage.content, look) || '&#160;'}</p>`;
  const name = passage.ordered ? 'ol' : 'ul';
  return `<${name}>${passage.items.map((item) => `<li>${piecesInHtml(item, look)}</li>`).join('')}</${name}>`;
}

function piecesInHtml(pieces: Piece[], look: Look): string {
  return pieces
    .map((piece) => (piece.type === 'break' ? '<br>' : marked(escapeHtml(piece.text), piece.marks ?? [], look)))
    .join('');
}

function marked(html: string, marks: Mark[], look: Look): string {
  return marks.reduce((inner, mark) => {
    if (mark.type === 'bold') return `<strong>${inner}</strong>`;
    if (mark.type === 'italic') return `<em>${inner}</em>`;
    return `<a href="${escapeHtml(mark.href)}" style="color:${look.link}">${inner}</a>`;
  }, html);
}

function lined(html: string): string {
  return html.replace(/\r?\n/g, '<br>');
}

function side(align: Align, { right }: Look): 'left' | 'center' | 'right' {
  if (align === 'center') return 'center';
  return (align === 'start') === right ? 'right' : 'left';
}
