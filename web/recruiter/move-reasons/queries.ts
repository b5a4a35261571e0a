import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const reasonsQuery = queryOptions({
  queryKey: ['move-reasons'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/move-reasons', { signal })),
  staleTime: 60_000,
});
export type Reasons = Awaited<ReturnType<NonNullable<typeof reasonsQuery.queryFn>>>;
export type Reason = Reasons['reasons'][number];
export type ReasonFolder = Reason['folder'];
