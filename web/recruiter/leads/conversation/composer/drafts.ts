import { keyedStore } from '../../../../ui/keyed-store.ts';
import { keepUnsent, unsentText } from '../../../../ui/unsent.ts';
import { queryClient } from '../../../query-client.ts';
import { sessionQuery } from '../../../session.ts';
import type { ChannelKind } from '../queries.ts';

/** An uploaded file that waits to be sent; `file` is the reference that goes with the message. */
export type DraftFile = { file: string; name: string; contentType: string; size: number; url: string };

export type Draft = {
  body: string;
  subject: string;
  /** As it was chosen; null where nobody chose. */
  channel: ChannelKind | null;
  files: DraftFile[];
  /** Names this very message, so that a request which is repeated sends it once. */
  key: string;
  /** Why it came back; not kept over a reload. */
  refusal?: unknown;
};

const nameOf = (applicationId: number) => `message.${applicationId}`;
const userId = () => queryClient.getQueryData(sessionQuery.queryKey)?.user.id;

/** What was typed and not sent, by application: there again after looking at somebody else, and after a reload. */
export const drafts = keyedStore<Draft>(read, (applicationId, draft) => {
  const { refusal: _refusal, ...kept } = draft;
  const user = userId();
  if (user) keepUnsent(user, nameOf(applicationId), isEmpty(draft) ? '' : JSON.stringify(kept));
});

/** An edited text is another message, and what was refused is no longer what stands there. */
export function edit(applicationId: number, change: Partial<Omit<Draft, 'key' | 'refusal'>>): void {
  drafts.update(applicationId, ({ refusal: _refusal, ...draft }) => ({
    ...draft,
    ...change,
    key: crypto.randomUUID(),
  }));
}

export function isEmpty({ body, subject, files }: Draft): boolean {
  return body.trim() === '' && subject.trim() === '' && files.length === 0;
}

export function emptyDraft(channel: ChannelKind | null = null): Draft {
  return { body: '', subject: '', channel, files: [], key: crypto.randomUUID() };
}

function read(applicationId: number): Draft {
  const user = userId();
  try {
    const kept = user && unsentText(user, nameOf(applicationId));
    if (kept) return { ...emptyDraft(), ...(JSON.parse(kept) as Draft) };
  } catch {
    // What can not be read is no draft of ours.
  }
  return emptyDraft();
}
