import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root-route.ts';

interface SignInSearch {
  /** Where to go afterwards: a path of this app. */
  next?: string;
  /** Set after a password was changed by mail. */
  changed?: boolean;
}

interface TokenSearch {
  token?: string;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    ...(isOwnPath(search.next) && { next: search.next }),
    ...(search.changed === true && { changed: true }),
  }),
  component: lazyRouteComponent(() => import('./sign-in-screen.tsx'), 'SignInScreen'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./forgot-password-screen.tsx'), 'ForgotPasswordScreen'),
});

export const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import('./reset-password-screen.tsx'), 'ResetPasswordScreen'),
});

export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./invitation-screen.tsx'), 'InvitationScreen'),
});

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import('./setup-screen.tsx'), 'SetupScreen'),
});

export const signInRoutes = [
  signInRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  invitationRoute,
  setupRoute,
] as const;

// A token of digits alone is read as a number by the router.
function tokenSearch({ token }: Record<string, unknown>): TokenSearch {
  return typeof token === 'string' || typeof token === 'number' ? { token: String(token) } : {};
}

/** Guards against links that would lead a person who has just signed in to somebody else's site. */
function isOwnPath(value: unknown): value is string {
  if (typeof value !== 'string' || !value.startsWith('/')) return false;
  return new URL(value, window.location.origin).origin === window.location.origin;
}
