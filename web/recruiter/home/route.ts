import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/route.ts';

export interface HomeSearch {
  archived?: true;
  /** Part of a title. */
  q?: string;
}

export const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  validateSearch: (raw: Record<string, unknown>): HomeSearch => ({
    ...(raw.archived === true && { archived: true as const }),
    ...(typeof raw.q === 'string' && raw.q && { q: raw.q.slice(0, 200) }),
  }),
  component: lazyRouteComponent(() => import('./home-screen.tsx'), 'HomeScreen'),
});
