import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';

/** Newest page first; within a page oldest first, as it is read. */
export function conversationQuery(applicationId: number) {
  return infiniteQueryOptions({
    queryKey: ['application', applicationId, 'conversation'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/applications/{applicationId}/conversation', {
          params: { path: { applicationId }, query: { limit: 60, ...(pageParam && { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

type Page = Awaited<ReturnType<NonNullable<ReturnType<typeof conversationQuery>['queryFn']>>>;
export type TimelineItem = Page['items'][number];
export type MessageItem = Extract<TimelineItem, { type: 'message' }>;
export type EventItem = Extract<TimelineItem, { type: 'event' }>;
export type CommentItem = Extract<TimelineItem, { type: 'comment' }>;

export function channelsQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'channels'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications/{applicationId}/channels', { params: { path: { applicationId } }, signal })),
  });
}

export type Channel = Awaited<ReturnType<NonNullable<ReturnType<typeof channelsQuery>['queryFn']>>>[number];
export type ChannelKind = Channel['channel'];

/** The channel that was chosen, else the candidate's own, else any by which they can be reached. */
export function channelOf(channels: Channel[], chosen: string | null): Channel | undefined {
  const usable = channels.filter(({ available }) => available);
  return channels.find(({ channel }) => channel === chosen) ?? usable.find((one) => one.default) ?? usable[0];
}

/** What the tokens stand for with this candidate. */
export function tokensQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'tokens'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications/{applicationId}/tokens', { params: { path: { applicationId } }, signal })),
  });
}
