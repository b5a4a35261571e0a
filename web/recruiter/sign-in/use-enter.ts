import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../session.ts';

/** To be called when the API has just set a session's cookie: nothing of an earlier session may remain. */
export function useEnter(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    queryClient.clear();
    await queryClient.fetchQuery(sessionQuery);
  };
}
