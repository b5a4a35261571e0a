import { keyedStore } from '../../../ui/keyed-store.ts';
import { keepUnsent, unsentText } from '../../../ui/unsent.ts';
import { queryClient } from '../../query-client.ts';
import { sessionQuery } from '../../session.ts';

/** What is typed over a value of a profile and not saved yet, and what stood there when one began. */
export type InPlaceEdit = { seen: string; value: string };
type Edits = { [field: string]: InPlaceEdit };

const nameOf = (applicationId: number) => `profile.${applicationId}`;
const userId = () => queryClient.getQueryData(sessionQuery.queryKey)?.user.id;

/** By application, as the drafts of messages: there again after looking at somebody else, and after a reload. */
export const edits = keyedStore<Edits>(read, (applicationId, kept) => {
  const user = userId();
  if (user) keepUnsent(user, nameOf(applicationId), Object.keys(kept).length === 0 ? '' : JSON.stringify(kept));
});

/** Keeps what was typed; null, or what stood there, is no edit. */
export function keepEdit(applicationId: number, field: string, edit: InPlaceEdit | null): void {
  edits.update(applicationId, ({ [field]: _before, ...others }) =>
    edit && edit.value !== edit.seen ? { ...others, [field]: edit } : others,
  );
}

function read(applicationId: number): Edits {
  const user = userId();
  try {
    return JSON.parse((user && unsentText(user, nameOf(applicationId))) || '{}') as Edits;
  } catch {
    // What can not be read is no edit of ours.
    return {};
  }
}
