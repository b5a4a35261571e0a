import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient } from '../query-client.ts';
import { rootRoute } from '../root-route.ts';
import { sessionQuery } from '../session.ts';

/** Parent of every screen that needs a session; without one it leads to the sign-in page and back afterwards. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
});

/** Any other address, answered within the frame so that the way on is at hand. */
export const unknownRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '$',
  component: lazyRouteComponent(() => import('./not-found.tsx'), 'NotFound'),
});
