import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';
import { readLeadsSearch } from './search-params.ts';

export const leadsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads',
  validateSearch: readLeadsSearch,
  component: lazyRouteComponent(async () => {
    const areas = (['finding', 'leads', 'quickReplies', 'templates'] as const).map(loadLateArea);
    const [screen] = await Promise.all([import('./leads-screen.tsx'), ...areas]);
    return screen;
  }, 'LeadsScreen'),
});
