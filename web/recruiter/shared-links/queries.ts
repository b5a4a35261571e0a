import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { LinksSearch } from './route.ts';

/** Kept fresh by the server's hints of `shares`; views are counted without one. */
export function linksQuery({ state, mine }: LinksSearch) {
  const query = { ...(state && { state }), ...(mine && { mine: 'true' as const }) };
  return infiniteQueryOptions({
    queryKey: ['shares', query],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/shares', { params: { query: { ...query, ...(pageParam && { before: pageParam }) } }, signal }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.before,
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
}

type Page = Awaited<ReturnType<NonNullable<ReturnType<typeof linksQuery>['queryFn']>>>;
export type SharedLink = Page['items'][number];
