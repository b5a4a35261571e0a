import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';

export const exportsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/exports',
  component: lazyRouteComponent(async () => {
    const [screen] = await Promise.all([import('./exports-screen.tsx'), loadLateArea('exports')]);
    return screen;
  }, 'ExportsScreen'),
});
