import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { frameRoute } from '../frame/route.ts';

export const settingsSections = ['company', 'team', 'channels', 'apiKeys', 'sandbox'] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  validateSearch: (raw: Record<string, unknown>): { section?: SettingsSection } => {
    const section = settingsSections.find((one) => one === raw.section);
    return section ? { section } : {};
  },
  beforeLoad: ({ search }) => {
    if (!search.section) throw redirect({ to: '/settings', search: { section: 'company' }, replace: true });
  },
  component: lazyRouteComponent(() => import('./settings-screen.tsx'), 'SettingsScreen'),
});
