import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';
import type { LeadsSearch } from '../search-params.ts';
import { findParameters, type Selection } from './selection.ts';

export const bulkActionsQuery = queryOptions({
  queryKey: ['bulk-actions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/bulk-actions', { signal })),
  // Another tab may have started one.
  refetchOnWindowFocus: true,
});

export type BulkAction = Awaited<ReturnType<NonNullable<(typeof bulkActionsQuery)['queryFn']>>>[number];

export function isUnderWay({ state }: Pick<BulkAction, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** Kept fresh by the server's hints, and by asking now and then while it is under way, as a hint can be lost. */
export function bulkActionQuery(bulkId: number) {
  return queryOptions({
    queryKey: ['bulk-action', bulkId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/bulk-actions/{bulkId}', { params: { path: { bulkId } }, signal })),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 3_000 : false),
  });
}

type Outcome = 'done' | 'skipped' | 'failed';

export function resultsQuery(bulkId: number, outcome: Outcome | undefined) {
  return infiniteQueryOptions({
    queryKey: ['bulk-action', bulkId, 'results', outcome ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/bulk-actions/{bulkId}/results', {
          params: { path: { bulkId }, query: { after: pageParam, ...(outcome && { outcome }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
}

/** The company's folders, with the names of its own. */
export const foldersQuery = queryOptions({
  queryKey: ['folder-counts', 'folders'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/folder-counts', { params: { query: {} }, signal }))).folders,
});

/** How many the list has. */
export function totalQuery(search: LeadsSearch) {
  const query = findParameters(search);
  return queryOptions({
    queryKey: ['folder-counts', 'total', query],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/folder-counts', { params: { query: query as object }, signal }))).total,
  });
}

/** Who is selected, as the API wants it. */
export function toSelection(selection: Selection, search: LeadsSearch): object {
  const ids = [...selection.ids];
  return selection.all ? { query: findParameters(search), except: ids } : { ids };
}

/** Holds fast who is selected; nothing is done to them yet. */
export function prepare(selection: Selection, search: LeadsSearch): Promise<BulkAction> {
  return unwrap(api.POST('/api/bulk-actions', { body: toSelection(selection, search) as never }));
}
