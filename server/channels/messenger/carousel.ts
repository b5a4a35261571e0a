import type { CardButton, Menu } from '../channel.ts';

/** Cards beside each other, each with its buttons; below them a button for the next ones. */
export function carousel({ cards, more }: Menu) {
  const elements = cards.map(({ title, subtitle, buttons }) => ({
    title,
    ...(subtitle ? { subtitle } : {}),
    buttons: buttons.map(button),
  }));
  const content = { attachment: { type: 'template', payload: { template_type: 'generic', elements } } };
  return more ? { ...content, quick_replies: [{ content_type: 'text', ...more }] } : content;
}

/** A page opens in a window of the app, on a computer in a tab. */
function button(given: CardButton) {
  if ('payload' in given) return { type: 'postback', ...given };
  return { type: 'web_url', ...given, webview_height_ratio: 'tall' };
}
