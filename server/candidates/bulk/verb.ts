import { sql } from 'kysely';
import { type Reach, reaches } from '#campaigns/policy.ts';
import { isItsOwnFault, prepared, type Trx } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { type ApplicationRow, lockApplication } from '../applications.ts';
import { words } from './words.ts';

export type Outcome =
  | { outcome: 'done'; before?: string; eventId?: number | undefined; code?: string; reason?: Words }
  | { outcome: 'skipped' | 'failed'; code: string; reason: Words };

export type Work = {
  trx: Trx;
  services: Pick<Services, 'config' | 'hints' | 'log'>;
  /** As if they did it themselves at this moment. */
  session: Session;
  reach: Reach;
  bulkId: number;
};

export type Verb = {
  /** How many are done in one transaction: few enough that nobody waits long for their rows. */
  readonly size: number;
  /** Has an outcome for each of these, in one transaction with what it does. */
  perform(work: Work, ids: number[]): Promise<Map<number, Outcome>>;
};

/** What a bulk action needs to know of an application that it holds. */
export type Held = Pick<ApplicationRow, 'id' | 'candidate_id' | 'campaign_id' | 'folder' | 'assignee_id'>;

export const skipped = (code: string, reason: Words): Outcome => ({ outcome: 'skipped', code, reason });

/**
 * A verb of few statements for many. `perform` gets those who are there and in reach, locked in the order of their ids;
 * whom it names no outcome is left as they were for the reason given.
 */
export function together(perform: (work: Work, held: Held[]) => Promise<Map<number, Outcome>>, size = 500): Verb {
  return {
    size,
    async perform(work, ids) {
      const held = (await hold(work, ids)).filter((row) => reaches(work.reach, row.campaign_id));
      const outcomes = held.length > 0 ? await orSkipped(work, held, perform) : new Map<number, Outcome>();
      return new Map(ids.map((id) => [id, outcomes.get(id) ?? skipped('gone', words.gone)]));
    },
  };
}

/** What can be done to none of them any more, as where the folder was deleted meanwhile, is skipped with the reason. */
async function orSkipped(
  work: Work,
  held: Held[],
  perform: (work: Work, held: Held[]) => Promise<Map<number, Outcome>>,
): Promise<Map<number, Outcome>> {
  await sql`savepoint part`.execute(work.trx);
  try {
    const outcomes = await perform(work, held);
    await sql`release savepoint part`.execute(work.trx);
    return outcomes;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    await sql`rollback to savepoint part`.execute(work.trx);
    return new Map(held.map(({ id }) => [id, skipped(error.code, error.words)]));
  }
}

async function hold({ trx, session }: Work, ids: number[]): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select id, candidate_id, campaign_id, folder, assignee_id from applications
    where company_id = ${session.companyId} and id = any (${ids}::bigint[])
    order by id for no key update ${prepared}`.execute(trx);
  return rows;
}

/** A verb that is done to one after the other, each as if by itself: what is refused to one does not touch the rest. */
export function each(perform: (work: Work, applicationId: number) => Promise<Outcome>, size = 20): Verb {
  return {
    size,
    async perform(work, ids) {
      const outcomes = new Map<number, Outcome>();
      for (const id of ids) outcomes.set(id, await alone(work, id, perform));
      return outcomes;
    },
  };
}

async function alone(
  work: Work,
  id: number,
  perform: (work: Work, applicationId: number) => Promise<Outcome>,
): Promise<Outcome> {
  const { trx, services } = work;
  await sql`savepoint one`.execute(trx);
  try {
    const outcome = await perform(work, id);
    await sql`release savepoint one`.execute(trx);
    return outcome;
  } catch (error) {
    if (!(error instanceof RuleError) && (!isItsOwnFault(error) || isCollision(error))) throw error;
    await sql`rollback to savepoint one`.execute(trx);
    if (error instanceof RuleError) return skippedFor(error);
    services.log.error({ err: error, bulkId: work.bulkId, applicationId: id }, 'bulk action failed for one');
    return { outcome: 'failed', code: 'unexpected', reason: words.unexpected };
  }
}

function skippedFor(error: RuleError): Outcome {
  return error.status === 404 ? skipped('gone', words.gone) : skipped(error.code, error.words);
}

/** Two transactions waited for each other, or one saw what the other had changed: tried once more, it goes through. */
export function isCollision(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '40P01' || code === '40001';
}

/** For verbs of `each` that change the application alone. */
export function lockOne({ trx, session }: Work, applicationId: number): Promise<ApplicationRow> {
  return lockApplication(trx, session, applicationId);
}
