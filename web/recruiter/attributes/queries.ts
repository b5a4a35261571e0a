import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const attributesQuery = queryOptions({
  queryKey: ['attributes'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/attributes', { signal })),
  staleTime: 60_000,
});
export type Attribute = Awaited<ReturnType<NonNullable<typeof attributesQuery.queryFn>>>[number];
