import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { forgetUnsent } from '../ui/unsent.ts';

/** Who is signed in, or null. Screens below the frame use {@link useSession}, which is never null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client, queryKey }) => {
    try {
      const session = await unwrap(api.GET('/api/session'));
      const before = client.getQueryData<{ user: { id: string } } | null>(queryKey);
      if (!before || before.user.id === session.user.id) return session;
      // Somebody else has signed in, in another tab: nothing of the one before is for them.
      window.location.reload();
      return new Promise<never>(() => {});
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      if (!client.getQueryData(queryKey)) return null;
      goToSignIn();
      // The screen stays as it is for the moment that the browser takes to leave it.
      return new Promise<never>(() => {});
    }
  },
  staleTime: 5 * 60_000,
});

export type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>;

/** The signed-in user and company. The frame's route has loaded it before any screen is shown. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new ApiError(401, 'signed_out', '');
  return data;
}

/** Leads to the sign-in page and afterwards back here. A whole new page, so that nothing of the session is left. */
export function goToSignIn(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Ends the session and forgets everything that was loaded or typed in it. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await unwrap(api.DELETE('/api/session'));
    forgetUnsent();
    queryClient.clear();
    window.location.assign('/sign-in');
  };
}
