import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export function importsQuery(campaignId: number) {
  return queryOptions({
    queryKey: ['imports', campaignId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaignId}/imports', { params: { path: { campaignId } }, signal })),
  });
}

export type Import = Awaited<ReturnType<NonNullable<ReturnType<typeof importsQuery>['queryFn']>>>[number];
export type ColumnKind = Import['reading']['mapping'][number];

export function importQuery(importId: number) {
  return queryOptions({
    queryKey: ['imports', 'one', importId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/imports/{importId}', { params: { path: { importId } }, signal })),
    // Server events tell of progress; this is for where they can not come through.
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 3_000 : false),
  });
}

/** How the shown cells of a column are read as an attribute, in its own form; null where they are not of its type. */
export function valuesQuery(importId: number, column: number, attribute: string) {
  const params = { path: { importId }, query: { column, attribute } };
  return queryOptions({
    queryKey: ['imports', 'values', importId, column, attribute],
    queryFn: ({ signal }) => unwrap(api.GET('/api/imports/{importId}/values', { params, signal })),
  });
}

export function problemsQuery({ id: importId, counts: { refused, warned } }: Import) {
  return queryOptions({
    queryKey: ['imports', 'problems', importId, refused + warned],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/imports/{importId}/problems', { params: { path: { importId } }, signal })),
    enabled: refused + warned > 0,
    placeholderData: keepPreviousData,
  });
}

export function isUnderWay({ state }: Pick<Import, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}
