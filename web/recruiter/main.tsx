import '../ui/mantine.css';
import '@mantine/notifications/styles.layer.css';
import '../ui/base.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onSignedOut } from '../api/client.ts';
import { startTranslations } from '../i18n/i18n.ts';
import { colorSchemeManager, cssVariables, theme } from '../ui/theme.ts';
import toasts from '../ui/toasts.module.css';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { goToSignIn, sessionQuery } from './session.ts';

const withoutSession = /^\/(sign-in|forgot-password|reset-password|invitations|setup)(\/|$)/;

onSignedOut(() => {
  if (!withoutSession.test(window.location.pathname)) goToSignIn();
});

// Asked for while the texts are still loading; the route that needs it finds the answer here.
if (!withoutSession.test(window.location.pathname)) void queryClient.prefetchQuery(sessionQuery);
await startTranslations();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root to render into.');
createRoot(root).render(
  <StrictMode>
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <Notifications position="top-center" limit={5} className={toasts.toasts} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
