import { keyedStore } from '../../../ui/keyed-store.ts';

/** What is typed over a value of a profile and not saved yet, and what stood there when one began. */
export type InPlaceEdit = { seen: string; value: string };
type Edits = { [field: string]: InPlaceEdit };

const storageKey = (applicationId: number) => `parley.edits.${applicationId}`;

/** By application, as the drafts of messages: there again after looking at somebody else, and after a reload. */
export const edits = keyedStore<Edits>(read, (applicationId, kept) => {
  try {
    if (Object.keys(kept).length === 0) sessionStorage.removeItem(storageKey(applicationId));
    else sessionStorage.setItem(storageKey(applicationId), JSON.stringify(kept));
  } catch {
    // Storage can be full or forbidden; the edit then lasts until the page is left.
  }
});

/** Keeps what was typed; null, or what stood there, is no edit. */
export function keepEdit(applicationId: number, field: string, edit: InPlaceEdit | null): void {
  edits.update(applicationId, ({ [field]: _before, ...others }) =>
    edit && edit.value !== edit.seen ? { ...others, [field]: edit } : others,
  );
}

function read(applicationId: number): Edits {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey(applicationId)) ?? '{}') as Edits;
  } catch {
    // What can not be read is no edit of ours.
    return {};
  }
}
