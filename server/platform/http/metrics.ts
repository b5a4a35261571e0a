import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { withSystem } from '../db.ts';
import type { Services } from '../services.ts';

export type Metrics = {
  readonly contentType: string;
  render(): Promise<string>;
  answered(request: FastifyRequest, reply: FastifyReply): void;
};

/** Figures for Prometheus. Queues are asked when they are read, so that no process keeps a count of its own. */
export function createMetrics(services: Services): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'How long requests took, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  outboxGauges(register, services);
  jobGauge(register, services);
  return {
    contentType: register.contentType,
    render: () => register.metrics(),
    answered(request, reply) {
      // The template, never the address itself: tokens of candidates' links are in it.
      const route = request.routeOptions.url ?? 'none';
      durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    },
  };
}

/** Messages that wait to be sent, by channel: how many, and for how many seconds the oldest of them has been due. */
export function outboxState(
  services: Services,
): Promise<{ channel: string; waiting: number; oldestSeconds: number }[]> {
  return withSystem(services.db, (trx) =>
    trx
      .selectFrom('outbox')
      .select((fields) => [
        'channel',
        fields.fn.countAll<number>().as('waiting'),
        sql<number>`greatest(0, extract(epoch from now() - min(due_at)))::float8`.as('oldestSeconds'),
      ])
      .groupBy('channel')
      .execute(),
  );
}

function outboxGauges(register: Registry, services: Services): void {
  const oldest = new Gauge({
    name: 'parley_outbox_oldest_seconds',
    help: 'For how long the oldest waiting message has been due',
    labelNames: ['channel'],
    registers: [register],
  });
  new Gauge({
    name: 'parley_outbox_waiting',
    help: 'Messages that wait to be sent',
    labelNames: ['channel'],
    registers: [register],
    async collect() {
      this.reset();
      oldest.reset();
      for (const { channel, waiting, oldestSeconds } of await outboxState(services)) {
        this.set({ channel }, waiting);
        oldest.set({ channel }, oldestSeconds);
      }
    },
  });
}

function jobGauge(register: Registry, services: Services): void {
  new Gauge({
    name: 'parley_jobs',
    help: 'Jobs that wait, run, or were given up',
    labelNames: ['job', 'state'],
    registers: [register],
    async collect() {
      this.reset();
      for (const { job, waiting, active, dead } of await services.jobs.counts()) {
        this.set({ job, state: 'waiting' }, waiting);
        this.set({ job, state: 'active' }, active);
        this.set({ job, state: 'dead' }, dead);
      }
    },
  });
}
