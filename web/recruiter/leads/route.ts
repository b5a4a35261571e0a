import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/route.ts';

export const leadsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads',
  component: lazyRouteComponent(() => import('./leads-screen.tsx'), 'LeadsScreen'),
});
