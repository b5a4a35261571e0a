import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { readCampaignId } from '../campaign/campaign-id.ts';
import { frameRoute } from '../frame/route.ts';

export const addTabs = ['by-hand', 'csv', 'api'] as const;
export type AddTab = (typeof addTabs)[number];

export interface AddSearch {
  /** The import that is open. */
  import?: number;
}

/** The ways of adding candidates to one campaign. */
export const addCandidatesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$campaignId/add/$tab',
  params: {
    parse: ({ campaignId, tab }) => ({
      campaignId: readCampaignId(campaignId),
      tab: addTabs.find((known) => known === tab) ?? addTabs[0],
    }),
    stringify: ({ campaignId, tab }) => ({ campaignId: String(campaignId), tab }),
  },
  validateSearch: (raw: Record<string, unknown>): AddSearch => {
    const id = Number(raw.import);
    return Number.isSafeInteger(id) && id > 0 ? { import: id } : {};
  },
  component: lazyRouteComponent(async () => {
    const areas = (['addCandidates', 'campaign'] as const).map(loadLateArea);
    const [screen] = await Promise.all([import('./add-screen.tsx'), ...areas]);
    return screen;
  }, 'AddScreen'),
});
