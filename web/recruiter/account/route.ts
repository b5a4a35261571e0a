import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';

export const accountRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/account',
  component: lazyRouteComponent(async () => {
    const [screen] = await Promise.all([import('./account-screen.tsx'), loadLateArea('settings')]);
    return screen;
  }, 'AccountScreen'),
});
