import { createRouter } from '@tanstack/react-router';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { accountRoute } from './account/route.ts';
import { addCandidatesRoute } from './add-candidates/route.ts';
import { campaignRoute, campaignSettingsRoute } from './campaign/route.ts';
import { exportsRoute } from './exports/route.ts';
import { frameRoute, unknownRoute } from './frame/route.ts';
import { ScreenError } from './frame/screen-error.tsx';
import { homeRoute } from './home/route.ts';
import { leadsRoute } from './leads/route.ts';
import { rootRoute } from './root-route.ts';
import { settingsRoute, settingsSectionRoute } from './settings/route.ts';
import { sharedLinksRoute } from './shared-links/route.ts';
import { signInRoutes } from './sign-in/route.ts';

/** Every screen of the recruiters' app: those that need a session are children of the frame. */
const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  frameRoute.addChildren([
    homeRoute,
    leadsRoute,
    campaignRoute,
    campaignSettingsRoute,
    addCandidatesRoute,
    settingsRoute,
    settingsSectionRoute,
    accountRoute,
    exportsRoute,
    sharedLinksRoute,
    unknownRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  // What is fresh is decided by the query client alone.
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: () => <SkeletonRows />,
  defaultErrorComponent: ScreenError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
