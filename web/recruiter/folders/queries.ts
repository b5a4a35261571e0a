import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const foldersQuery = queryOptions({
  queryKey: ['folders'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/folders', { signal })),
  staleTime: 60_000,
});
export type Folder = Awaited<ReturnType<NonNullable<typeof foldersQuery.queryFn>>>[number];
