import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/errors.ts';

/** Server events say when data is old, so it is fresh until then; a refusal is not asked again, a lost network is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network an act fails and says so, instead of waiting unseen until there is one.
    mutations: { networkMode: 'always' },
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
    },
  },
});
