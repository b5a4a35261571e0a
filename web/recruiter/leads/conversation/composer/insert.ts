import type { RefObject } from 'react';
import { drafts, edit } from './drafts.ts';

/** Puts text in place of what is selected, else at the cursor, and the cursor behind it. */
export function useInsert(applicationId: number, input: RefObject<HTMLTextAreaElement | null>) {
  return (text: string): void => {
    edit(applicationId, { body: insertedAt(input, drafts.get(applicationId).body, text) });
  };
}

/** What stands in the field once the text is put there; the cursor is moved behind it afterwards. */
export function insertedAt(input: RefObject<HTMLTextAreaElement | null>, body: string, text: string): string {
  const { selectionStart: start = body.length, selectionEnd: end = start } = input.current ?? {};
  // Once the menu that was used has closed and given the focus back.
  window.setTimeout(() => {
    input.current?.focus();
    input.current?.setSelectionRange(start + text.length, start + text.length);
  });
  return body.slice(0, start) + text + body.slice(end);
}
