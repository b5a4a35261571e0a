/** Tokens that become the address of a page of ours; in a link they are safe, since Parley makes them whole. */
export const linkTokens = ['messenger_interview_link', 'webdialout', 'webdialout_skip_confirmation'] as const;

const linkToken = new RegExp(`^<%=\\s*@(${linkTokens.join('|')})\\s*%>$`, 'i');

/**
 * Where a link of a mail may lead: a web page, an address to write to, a number to call, or a token that is a link and
 * stands alone. Any other token would let a candidate's data decide where the link leads.
 */
export function isLinkAddress(address: string): boolean {
  const text = address.trim();
  if (linkToken.test(text)) return true;
  if (/[\s<>"'`\\]/.test(text) || hasControls(text)) return false;
  return /^(mailto:[^@]+@[^@]+|tel:\+?[\d().-]{3,30})$/i.test(text) || isWebAddress(text);
}

/** Where a picture may be: one of ours, or on the web by https, since mail programs show nothing else reliably. */
export function isPictureAddress(address: string): boolean {
  return pictureIdIn(address) !== null || (isWebAddress(address) && /^https:/i.test(address));
}

/** The id of an uploaded picture; null where the picture is elsewhere. */
export function pictureIdIn(address: string): string | null {
  return /^\/pictures\/([A-Za-z0-9_-]{32})$/.exec(address)?.[1] ?? null;
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s<>"'`\\]+$/i.test(address) && URL.canParse(address);
}

function hasControls(text: string): boolean {
  return [...text].some((character) => character < ' ');
}
