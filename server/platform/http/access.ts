import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forbidden, RuleError } from '../errors.ts';
import { words } from '../words.ts';

/**
 * Who may call a route; every route declares one.
 * - `public`: anyone. Its handler checks what the request carries (a link's token, a signature).
 * - `manager`: anyone signed in. Which campaigns they reach is the policy's matter.
 * - `owner`: an owner of the company.
 * - `api-key`: the holder of a company's key and secret.
 * - `operator`: health and metrics.
 */
export type Access = 'public' | 'manager' | 'owner' | 'api-key' | 'operator';

/** Who is signed in, in which company. */
export type Session = {
  sessionId: string;
  userId: string;
  companyId: number;
  role: 'owner' | 'manager';
  /** From which the request came; there in every request's. */
  address?: string;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyInstance {
    /** Every route, who may call it, and what it takes. */
    declaredRoutes: DeclaredRoute[];
  }
  interface FastifyRequest {
    /** There for the routes of `manager` and `owner`. */
    session: Session;
  }
}

export type DeclaredRoute = { method: string; url: string; access: Access; schema: unknown };
export type Authenticator = (request: FastifyRequest) => Promise<Session | null>;

/**
 * Holds every route to its declaration: refuses to start with a route that has none, and lets no request reach a body
 * parser or handler before the caller is known.
 */
export function guardRoutes(app: FastifyInstance, authenticate: Authenticator, publicUrl: () => string): void {
  app.decorateRequest('session', null as unknown as Session);
  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    const access = config?.access;
    if (!access) throw new Error(`${String(method)} ${url} does not declare who may call it.`);
    declared.push(...[method].flat().map((one) => ({ method: one, url, access, schema })));
  });
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config?.access;
    if (access !== 'manager' && access !== 'owner') return;
    checkOrigin(request, publicUrl());
    const session = await authenticate(request);
    if (!session) throw new RuleError(401, 'not_signed_in', words.notSignedIn);
    if (access === 'owner' && session.role !== 'owner') throw forbidden(words.ownersOnly);
    request.session = { ...session, address: request.ip };
  });
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser states where an unsafe request comes from; one that comes from elsewhere rides on somebody's cookie. */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  const origin = request.headers.origin;
  if (!origin) {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw crossSite();
    return;
  }
  const own = new URL(publicUrl).origin;
  // The same program under another of its own names (127.0.0.1 for localhost, a port forward) is not another site.
  if (origin !== own && origin !== `${request.protocol}://${request.host}`) throw crossSite();
}

function crossSite(): RuleError {
  return new RuleError(403, 'cross_site', words.crossSite);
}
