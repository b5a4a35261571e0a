import { style } from './style.ts';
import { textsFor } from './texts.ts';

// A classic script knows its own element while it runs for the first time, and no later.
const script = document.currentScript as HTMLScriptElement | null;
const kept = 'parley-chat-open';

if (script && !document.querySelector('parley-chat')) {
  if (document.body) void begin(script);
  else document.addEventListener('DOMContentLoaded', () => void begin(script));
}

/** Only on the sites that the company has named could the frame show anything. */
async function begin(element: HTMLScriptElement): Promise<void> {
  const { origin, searchParams } = new URL(element.src);
  const page = `${origin}/w/${encodeURIComponent(searchParams.get('site') ?? '')}`;
  const answer = await fetch(`${page}/site`).catch(() => null);
  if (answer?.status === 404) console.warn('Parley: no company has this web chat.');
  else if (answer?.status === 403)
    console.warn(`Parley: ${location.origin} is not among the sites on which this web chat may stand.`);
  // Where nobody answers now, somebody may when the button is pressed.
  else start(element, page);
}

/** A button in the corner of somebody's site, and the openings of the company in a frame behind it. */
function start({ dataset }: HTMLScriptElement, page: string): void {
  const texts = textsFor(dataset.language, document.documentElement.lang, navigator.language);

  // Under a name of its own, in a shadow: the site's styles do not reach it, and its own reach nothing of the site.
  const host = document.createElement('parley-chat');
  if (dataset.side === 'left') host.dataset.side = 'left';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const opener = button(dataset.label || texts.open, icon('M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z'));
  opener.className = 'open';
  const frame = element('iframe', { title: texts.panel, allow: 'microphone; autoplay' });
  const menu = button(texts.menu);
  const close = button('', icon('M6 6l12 12M18 6 6 18'));
  close.ariaLabel = texts.close;
  const title = element('strong', { textContent: dataset.label || texts.panel });
  const header = element('header', {});
  header.append(title, menu, close);
  const panel = element('div', { className: 'panel', role: 'dialog', ariaLabel: texts.panel, hidden: true });
  panel.append(header, frame);
  root.append(opener, panel);
  document.body.append(host);

  function show(open: boolean): void {
    if (open && !frame.src) frame.src = page;
    panel.hidden = !open;
    opener.hidden = open;
    host.classList.toggle('opened', open);
    remember(open);
  }
  opener.addEventListener('click', () => {
    show(true);
    close.focus();
  });
  close.addEventListener('click', () => {
    show(false);
    opener.focus();
  });
  menu.addEventListener('click', () => {
    frame.src = `${page}?menu`;
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    show(false);
    opener.focus();
  });
  // From page to page of the site it stays as it was.
  if (remembered()) show(true);
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  values: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), values);
}

function button(label: string, picture?: SVGElement): HTMLButtonElement {
  const made = element('button', { type: 'button' });
  if (picture) made.append(picture);
  made.append(label);
  return made;
}

function icon(path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.ariaHidden = 'true';
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  picture.append(line);
  return picture;
}

/** A site may forbid storage; then each page begins closed. */
function remember(open: boolean): void {
  try {
    sessionStorage.setItem(kept, open ? 'yes' : '');
  } catch {}
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(kept) === 'yes';
  } catch {
    return false;
  }
}
