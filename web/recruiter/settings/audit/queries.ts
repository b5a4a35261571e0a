import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';
import type { AuditFilter } from './filter.ts';

type Kind = Choices['kinds'][number]['kind'];

/** What the API calls it; a kind that it does not know is refused there. */
export function toQuery({ person, kind, from, to }: AuditFilter) {
  return { ...(person && { person }), ...(kind && { kind: kind as Kind }), ...(from && { from }), ...(to && { to }) };
}

export function auditQuery(filter: AuditFilter) {
  const query = toQuery(filter);
  return infiniteQueryOptions({
    queryKey: ['audit-log', query],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/audit-log', { params: { query: { ...query, ...(pageParam && { cursor: pageParam }) } }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
}

type Page = Awaited<ReturnType<NonNullable<ReturnType<typeof auditQuery>['queryFn']>>>;
export type Entry = Page['items'][number];

export const choicesQuery = queryOptions({
  queryKey: ['audit-log', 'choices'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/audit-log/choices', { signal })),
  staleTime: 0,
});

type Choices = Awaited<ReturnType<NonNullable<(typeof choicesQuery)['queryFn']>>>;
