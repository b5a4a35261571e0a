import type pg from 'pg';
import { outboxHint } from '#conversations/queue.ts';
import { withCompanyPipeline } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Arrival, planIntake, storePlan, type Taken } from './intake-batch.ts';
import { type Actor, gaveWay } from './intake-queries.ts';

const tries = 8;

/**
 * Takes people in, all of them in one transaction; begun again where another process brought the same person, or where
 * two waited for each other. `within` runs before the commit; it may run more than once.
 */
export async function takeIn(
  services: Services,
  companyId: number,
  arrivals: Arrival[],
  actor: Actor,
  within?: (client: pg.PoolClient, taken: Taken[]) => Promise<void>,
): Promise<Taken[]> {
  const { db, config, hints } = services;
  for (let attempt = 1; ; attempt++) {
    try {
      const taken = await withCompanyPipeline(
        db,
        companyId,
        async (client) => {
          const plan = await planIntake(client, config, companyId, arrivals);
          if (!within) return plan;
          await storePlan(client, companyId, plan, actor);
          await within(client, plan.taken);
          return { ...plan, rows: [] };
        },
        async (client, plan) => {
          await storePlan(client, companyId, plan, actor);
          return plan.taken;
        },
      );
      hints.publish({ companyId, topic: 'applications' });
      hints.publish(outboxHint);
      return taken;
    } catch (error) {
      if (attempt === tries || !mayBeginAgain(error)) throw error;
    }
  }
}

/** The database refused values (or a row they point to is gone), rather than being unable to answer. */
export function isSpoiled(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}

const deadlock = '40P01';

function mayBeginAgain(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === gaveWay || code === deadlock;
}
