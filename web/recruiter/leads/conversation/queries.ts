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
