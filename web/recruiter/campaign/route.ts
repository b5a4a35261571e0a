import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';
import { readCampaignId } from './campaign-id.ts';

export const settingsSections = ['basic', 'permissions', 'messages', 'interview', 'opening', 'ad', 'danger'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The settings of one campaign; an unknown section leads to the first. */
export const campaignSettingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$campaignId/settings/$section',
  params: {
    parse: ({ campaignId, section }) => ({
      campaignId: readCampaignId(campaignId),
      section: settingsSections.find((known) => known === section) ?? settingsSections[0],
    }),
    stringify: ({ campaignId, section }) => ({ campaignId: String(campaignId), section }),
  },
  component: lazyRouteComponent(async () => {
    const areas = (['campaign', 'templates'] as const).map(loadLateArea);
    const [screen] = await Promise.all([import('./settings-screen.tsx'), ...areas]);
    return screen;
  }, 'SettingsScreen'),
});

/** The short address of a campaign. */
export const campaignRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$campaignId',
  params: {
    parse: ({ campaignId }) => ({ campaignId: readCampaignId(campaignId) }),
    stringify: ({ campaignId }) => ({ campaignId: String(campaignId) }),
  },
  beforeLoad: ({ params }) => {
    throw redirect({
      to: '/campaigns/$campaignId/settings/$section',
      params: { campaignId: params.campaignId, section: 'basic' },
    });
  },
});
