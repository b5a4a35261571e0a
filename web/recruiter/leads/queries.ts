import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { LeadsSearch } from './search-params.ts';

const pageSize = 50;

/** What the API calls it. */
export function toQuery({ id: _open, filter, mine, ...search }: LeadsSearch) {
  return { ...search, ...(mine && { mine: 'true' }), ...(filter && { filter: JSON.stringify(filter) }) };
}

export function applicationsQuery({ id: _open, ...search }: LeadsSearch) {
  return infiniteQueryOptions({
    queryKey: ['applications', search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/applications', {
          params: {
            query: {
              ...toQuery(search),
              sort: search.sort ?? 'active',
              order: search.order ?? 'desc',
              limit: pageSize,
              ...(pageParam && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

export type Page = Awaited<ReturnType<NonNullable<ReturnType<typeof applicationsQuery>['queryFn']>>>;
export type Application = Page['items'][number];

/** How many by folder and campaign; of a search, which may find near names alone, those of the folders chosen for it. */
export function countsQuery({ id: _open, sort: _sort, order: _order, folder, ...search }: LeadsSearch) {
  const query = toQuery({ ...search, ...(search.q !== undefined && folder && { folder }) });
  return queryOptions({
    queryKey: ['folder-counts', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/folder-counts', { params: { query }, signal })),
    placeholderData: (previous) => previous,
  });
}

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns', false],
  queryFn: ({ signal }) => unwrap(api.GET('/api/campaigns', { params: { query: { archived: 'false' } }, signal })),
});

export const labelsQuery = queryOptions({
  queryKey: ['labels'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/labels', { signal })),
});
export type Label = Awaited<ReturnType<NonNullable<typeof labelsQuery.queryFn>>>[number];

/** Below the key of the labels, so that their hints reach it. */
export const labelCountsQuery = queryOptions({
  queryKey: ['labels', 'counts'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/label-counts', { signal })),
});

/** Below the key of the application, so that its hints reach it. */
export function sharesQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'shares'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications/{applicationId}/shares', { params: { path: { applicationId } }, signal })),
  });
}

export type Share = Awaited<ReturnType<NonNullable<ReturnType<typeof sharesQuery>['queryFn']>>>[number];

export function profileQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'profile'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications/{applicationId}', { params: { path: { applicationId } }, signal })),
  });
}

export type Profile = Awaited<ReturnType<NonNullable<ReturnType<typeof profileQuery>['queryFn']>>>;

export function responsesQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'responses'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications/{applicationId}/responses', { params: { path: { applicationId } }, signal })),
  });
}

export type Response = Awaited<ReturnType<NonNullable<ReturnType<typeof responsesQuery>['queryFn']>>>[number];

export function historyQuery(applicationId: number) {
  return infiniteQueryOptions({
    queryKey: ['application', applicationId, 'history'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/applications/{applicationId}/history', {
          params: { path: { applicationId }, query: { limit: 30, ...(pageParam && { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export type Change = Awaited<ReturnType<NonNullable<ReturnType<typeof historyQuery>['queryFn']>>>['items'][number];

export function notificationQuery(applicationId: number, event: 'shortlisted' | 'rejected') {
  return queryOptions({
    queryKey: ['application', applicationId, 'notification', event],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/applications/{applicationId}/notification', {
          params: { path: { applicationId }, query: { event } },
          signal,
        }),
      ),
    staleTime: 0,
  });
}
