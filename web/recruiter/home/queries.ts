import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/analytics/overview', { signal })),
});

export type Overview = Awaited<ReturnType<NonNullable<typeof overviewQuery.queryFn>>>;

export function campaignsQuery(archived: boolean) {
  return queryOptions({
    queryKey: ['campaigns', archived],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns', { params: { query: { archived: archived ? 'true' : 'false' } }, signal })),
  });
}

export type Campaign = Awaited<ReturnType<NonNullable<ReturnType<typeof campaignsQuery>['queryFn']>>>[number];
