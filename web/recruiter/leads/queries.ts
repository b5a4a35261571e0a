import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { LeadsSearch } from './search-params.ts';

const pageSize = 50;

export function applicationsQuery({ id: _open, ...search }: LeadsSearch) {
  return infiniteQueryOptions({
    queryKey: ['applications', search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/applications', {
          params: {
            query: {
              ...search,
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

export function countsQuery(campaign: number[] | undefined) {
  return queryOptions({
    queryKey: ['folder-counts', campaign ?? []],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/folder-counts', { params: { query: campaign ? { campaign } : {} }, signal })),
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
