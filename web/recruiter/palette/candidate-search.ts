import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

const mostShown = 6;
const shortest = 2;

/** Candidates whom the server finds by what was typed: a part of a name, e-mail, phone or id. */
export function useCandidateSearch(typed: string) {
  const wanted = typed.trim().slice(0, 200);
  const [settled] = useDebouncedValue(wanted, 200);
  const enabled = settled.length >= shortest && wanted.length >= shortest;
  const search = useQuery({
    queryKey: ['candidate-search', settled],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications', { params: { query: { q: settled, limit: mostShown } }, signal })),
    enabled,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    found: enabled ? (search.data?.items ?? []) : [],
    searching: wanted.length >= shortest && (wanted !== settled || search.isFetching),
    failed: enabled && search.isError,
  };
}
