import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { constantTimeEqual } from '../crypto.ts';
import { forbidden, RuleError } from '../errors.ts';
import { findPending, readMigrations } from '../postgres/migrate.ts';
import { forPrograms } from '../sentences.ts';
import type { Services } from '../services.ts';
import { createMetrics } from './metrics.ts';
import type { App } from './server.ts';

const operator = { access: 'operator' as const };
const readyWithinMs = 2000;

const readiness = z.object({
  ready: z.boolean(),
  /** What is wrong, in words; empty when ready. */
  problems: z.array(z.string()),
});

/** What load balancers, supervisors and Prometheus ask. `draining` turns true when the program is told to end. */
export function healthRoutes(app: App, services: Services, draining: () => boolean): void {
  const metrics = createMetrics(services);
  const migrations = readMigrations();

  app.addHook('onResponse', async (request, reply) => metrics.answered(request, reply));

  app.get(
    '/healthz',
    { config: operator, schema: { hide: true, response: { 200: z.object({ alive: z.literal(true) }) } } },
    () => ({ alive: true as const }),
  );

  app.get(
    '/readyz',
    { config: operator, schema: { hide: true, response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const problems = draining() ? ['The program is ending.'] : await databaseProblems();
      return reply.code(problems.length === 0 ? 200 : 503).send({ ready: problems.length === 0, problems });
    },
  );

  app.get('/metrics', { config: operator, schema: { hide: true } }, async (request, reply) => {
    checkOperator(request, services.config.metricsToken);
    return reply.type(metrics.contentType).send(await metrics.render());
  });

  async function databaseProblems(): Promise<string[]> {
    const timeout = Promise.withResolvers<string[]>();
    const timer = setTimeout(() => timeout.resolve(['The database does not answer in time.']), readyWithinMs);
    try {
      return await Promise.race([lookAtDatabase(), timeout.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function lookAtDatabase(): Promise<string[]> {
    try {
      const client = await services.db.pool.connect();
      try {
        const pending = await findPending(client, migrations);
        return pending.map((migration) => `The migration ${migration.name} is not applied yet.`);
      } finally {
        client.release();
      }
    } catch (error) {
      services.log.warn({ err: error }, 'not ready');
      return ['The database does not answer.'];
    }
  }
}

/** With a token it decides; without one, only this machine itself may ask, and not through a proxy. */
function checkOperator(request: FastifyRequest, token: string | undefined): void {
  if (token) {
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!constantTimeEqual(given, token))
      throw new RuleError(401, 'not_signed_in', forPrograms('Send the METRICS_TOKEN as "Authorization: Bearer …".'));
    return;
  }
  const address = request.socket.remoteAddress ?? '';
  const local = isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback';
  if (!local || request.headers['x-forwarded-for'] || request.headers.forwarded)
    throw forbidden(forPrograms('Only this machine itself may read the metrics, unless METRICS_TOKEN is set.'));
}
