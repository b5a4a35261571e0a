import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';

const states = ['active', 'expired', 'revoked'] as const;

export type LinksSearch = { state?: (typeof states)[number]; mine?: true };

export const sharedLinksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/shared-links',
  validateSearch: (raw: Record<string, unknown>): LinksSearch => {
    const state = states.find((one) => one === raw.state);
    return { ...(state && { state }), ...(raw.mine === true && { mine: true as const }) };
  },
  component: lazyRouteComponent(async () => {
    const [screen] = await Promise.all([import('./shared-links-screen.tsx'), loadLateArea('sharing')]);
    return screen;
  }, 'SharedLinksScreen'),
});
