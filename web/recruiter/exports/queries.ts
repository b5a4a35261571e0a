import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

/** Kept fresh by the server's hints, and by asking now and then while one is under way, as a hint can be lost. */
export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/exports', { signal })),
  refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? 3_000 : false),
  refetchOnWindowFocus: true,
});

export type Export = Awaited<ReturnType<NonNullable<(typeof exportsQuery)['queryFn']>>>[number];

export function isUnderWay({ state }: { state: string }): boolean {
  return state === 'waiting' || state === 'running';
}

export const exportOptionsQuery = queryOptions({
  queryKey: ['export-options'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/export-options', { signal })),
  staleTime: 0,
});

export const permissionQuery = queryOptions({
  queryKey: ['export-permission'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/export-permission', { signal })),
});
