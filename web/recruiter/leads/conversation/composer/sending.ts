import type { QueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../../api/client.ts';
import { keyedStore } from '../../../../ui/keyed-store.ts';
import { type ChannelKind, channelOf, channelsQuery } from '../queries.ts';
import { type Draft, drafts, emptyDraft, isEmpty } from './drafts.ts';

/** A message that was given to the server, or that came back while somebody was writing the next one already. */
export type Sending = Draft & { at: string };

/** By application, in the order in which they were sent. */
export const sendings = keyedStore<Sending[]>(() => []);

const lastSent = new Map<number, Promise<void>>();

/**
 * Sends what stands in the composer and empties it at once. Messages to one person leave one after the other. What is
 * refused comes back into the composer with its reason; where something new stands there, it waits in the conversation.
 */
export function send(queryClient: QueryClient, applicationId: number, allowEmptyTokens: boolean): void {
  const { refusal: _refusal, ...draft } = drafts.get(applicationId);
  drafts.update(applicationId, () => emptyDraft(draft.channel));
  sendings.update(applicationId, (all) => [...all, { ...draft, at: new Date().toISOString() }]);
  const before = lastSent.get(applicationId) ?? Promise.resolve();
  lastSent.set(
    applicationId,
    before.then(() => deliver(queryClient, applicationId, draft, allowEmptyTokens)),
  );
}

async function deliver(queryClient: QueryClient, applicationId: number, draft: Draft, allowEmptyTokens: boolean) {
  try {
    const channel = await channelFor(queryClient, applicationId, draft.channel);
    await unwrap(
      api.POST('/api/applications/{applicationId}/messages', {
        params: { path: { applicationId } },
        body: {
          channel,
          body: draft.body,
          clientKey: draft.key,
          allowEmptyTokens,
          files: draft.files.map(({ file }) => file),
          ...(channel === 'email' && { subject: draft.subject }),
        },
      }),
    );
    // The message itself is there before what stood in its place goes.
    await queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
    discard(applicationId, draft.key);
  } catch (error) {
    giveBack(applicationId, draft, error);
    // What stood in the way stands there for the next one, too.
    void queryClient.invalidateQueries({ queryKey: channelsQuery(applicationId).queryKey });
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['applications'] });
  }
}

/** A quick recruiter sends before the channels are known. */
async function channelFor(queryClient: QueryClient, applicationId: number, chosen: ChannelKind | null) {
  if (chosen) return chosen;
  const channels = await queryClient.ensureQueryData(channelsQuery(applicationId));
  return channelOf(channels, null)?.channel ?? 'sms';
}

function giveBack(applicationId: number, draft: Draft, refusal: unknown): void {
  if (isEmpty(drafts.get(applicationId))) {
    discard(applicationId, draft.key);
    drafts.update(applicationId, () => ({ ...draft, refusal }));
  } else {
    sendings.update(applicationId, (all) => all.map((one) => (one.key === draft.key ? { ...one, refusal } : one)));
  }
}

/** A message that came back goes before what stands in the composer now. */
export function takeUp(applicationId: number, { body, subject, channel, files, key }: Sending): void {
  discard(applicationId, key);
  drafts.update(applicationId, (draft) => ({
    ...emptyDraft(channel ?? draft.channel),
    body: [body, draft.body].filter((text) => text.trim() !== '').join('\n\n'),
    subject: subject || draft.subject,
    files: [...files, ...draft.files],
  }));
}

export function discard(applicationId: number, key: string): void {
  sendings.update(applicationId, (all) => all.filter((one) => one.key !== key));
}
