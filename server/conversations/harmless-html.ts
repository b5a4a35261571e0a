import sanitize from 'sanitize-html';
import { bareText, isTooDeep } from '#channels/email/deep-html.ts';
import { escapeHtml } from './tokens.ts';

const tags = [
  'h1 h2 h3 h4 h5 h6 p div span br hr blockquote pre center address ul ol li dl dt dd',
  'b strong i em u s strike del ins small big sub sup code tt font a img figure figcaption abbr q',
  'table caption colgroup col thead tbody tfoot tr td th',
].flatMap((line) => line.split(' '));

const size = /^(auto|0|\d{1,4}(\.\d{1,6})?(px|em|rem|pt|%)?)$/;
const sizes = /^((auto|0|-?\d{1,4}(\.\d{1,6})?(px|em|rem|pt|%)?)\s*){1,4}$/;
const color = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|rgba?\([\d\s,./%]{1,40}\))$/i;
const plain = /^[\w\s,'"#.%-]{1,100}$/;
/** Names and values that can neither load anything nor leave the place of the mail. */
const styles = {
  color: [color],
  'background-color': [color],
  'font-size': [size, /^[a-z-]{1,20}$/],
  'font-weight': [plain],
  'font-style': [plain],
  'font-family': [plain],
  'line-height': [size],
  'text-align': [plain],
  'text-decoration': [plain],
  'vertical-align': [plain],
  'white-space': [plain],
  margin: [sizes],
  padding: [sizes],
  width: [size],
  'max-width': [size],
  border: [plain],
  'border-collapse': [plain],
};

const dataImage = /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;

/** The same picture a thousand times would be a thousand times as much. */
const longestPictures = 12 * 1024 * 1024;

/** `inline`: the data of the mail's own pictures, by the names that its HTML has for them. */
export type HtmlInput = { html: string; images: boolean; inline?: ReadonlyMap<string, string> };

/** A mail as a person may look at it: words, tables and links. With `images` also pictures from elsewhere. */
export function harmlessHtml({ html, images, inline = new Map() }: HtmlInput): string {
  if (isTooDeep(html)) return `<pre>${escapeHtml(bareText(html))}</pre>`;
  let room = longestPictures;
  const ownPicture = (cid: string): string => {
    const picture = inline.get(cid) ?? '';
    if (picture.length > room) return '';
    room -= picture.length;
    return picture;
  };
  return sanitize(html, {
    allowedTags: tags,
    allowedAttributes: {
      '*': ['align', 'valign', 'dir', 'lang', 'title', 'style', 'bgcolor', 'color', 'width', 'height'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt'],
      font: ['face', 'size'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start'],
    },
    allowedStyles: { '*': styles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    nestingLimit: 300,
    transformTags: {
      a: (tagName, { href, title }) => ({ tagName, attribs: linkTo(href, title) }),
      img: (tagName, { src = '', ...attribs }) => {
        const cid = cidOf(src.trim());
        const shown = cid === null ? src.trim() : ownPicture(cid);
        return { tagName, attribs: { ...attribs, ...(shown && isShown(shown, images) ? { src: shown } : {}) } };
      },
    },
  });
}

/** What is no full address would lead into our own pages. */
function linkTo(href: string | undefined, title: string | undefined): Record<string, string> {
  const target = href?.trim() ?? '';
  return {
    ...(title ? { title } : {}),
    ...(/^(https?:\/\/|mailto:|tel:)/i.test(target)
      ? { href: target, target: '_blank', rel: 'noopener noreferrer nofollow' }
      : {}),
  };
}

/** Null for what is no picture of the mail's own. */
function cidOf(src: string): string | null {
  if (!/^cid:/i.test(src)) return null;
  const name = src.slice('cid:'.length);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function isShown(src: string, images: boolean): boolean {
  return dataImage.test(src) || (images && /^https?:\/\//i.test(src));
}
