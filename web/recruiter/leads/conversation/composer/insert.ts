import type { RefObject } from 'react';
import { drafts, edit } from './drafts.ts';

/** Puts text in place of what is selected, else at the cursor, and the cursor behind it. */
export function useInsert(applicationId: number, input: RefObject<HTMLTextAreaElement | null>) {
  return (text: string): void => {
    const { body } = drafts.get(applicationId);
    const { selectionStart: start = body.length, selectionEnd: end = start } = input.current ?? {};
    edit(applicationId, { body: body.slice(0, start) + text + body.slice(end) });
    // Once the menu that was used has closed and given the focus back.
    window.setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(start + text.length, start + text.length);
    });
  };
}
