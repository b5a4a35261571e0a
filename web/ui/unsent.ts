const prefix = 'parley.unsent.';
const nameOf = (userId: string, what: string) => `${prefix}${userId}.${what}`;

/** What this user has typed in this tab and not sent; null where there is nothing. It outlasts a reload, and is nobody else's to read. */
export function unsentText(userId: string, what: string): string | null {
  try {
    return sessionStorage.getItem(nameOf(userId, what));
  } catch {
    return null;
  }
}

/** An empty text is forgotten. */
export function keepUnsent(userId: string, what: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(nameOf(userId, what), text);
    else sessionStorage.removeItem(nameOf(userId, what));
  } catch {
    // Storage can be full or forbidden; the text then lasts until the page is left.
  }
}

/** Of whoever has used this tab: who signs out leaves nothing behind. */
export function forgetUnsent(): void {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  } catch {
    // Where storage is forbidden there is nothing.
  }
}
