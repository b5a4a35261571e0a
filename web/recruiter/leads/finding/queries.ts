import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';

export const suggestionsQuery = queryOptions({
  queryKey: ['filter-suggestions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/filter-suggestions', { signal })),
  staleTime: 60_000,
});
export type Suggestions = Awaited<ReturnType<NonNullable<typeof suggestionsQuery.queryFn>>>;

export const viewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/saved-views', { signal })),
});
export type SavedView = Awaited<ReturnType<NonNullable<typeof viewsQuery.queryFn>>>[number];
