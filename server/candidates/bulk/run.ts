import { reachableCampaigns } from '#campaigns/policy.ts';
import { isItsOwnFault, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { JobRun } from '#platform/jobs.ts';
import { type Language, languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import * as queries from './queries.ts';
import type { Action } from './schema.ts';
import { undoVerb } from './undo.ts';
import { isCollision, type Outcome, type Verb } from './verb.ts';
import { verbOf } from './verbs.ts';
import { words } from './words.ts';

type Ids = { companyId: number; bulkId: number; turn: number };
type RunServices = Pick<Services, 'config' | 'db' | 'hints' | 'jobs' | 'log'>;

/** After so long another one has its turn: a small action of one company does not wait for a large one of another. */
const turnMs = 1_000;

/**
 * Does a bulk action for a while, part by part, and then puts itself at the end of the queue. A part is one transaction:
 * what it does, the results, and how far the action is. So it can be cancelled, and go on after a crash, between any two.
 */
export async function runBulkAction(services: RunServices, ids: Ids, run: JobRun): Promise<void> {
  const end = performance.now() + turnMs;
  try {
    for (let went: Went = 'on'; went === 'on'; ) {
      run.signal.throwIfAborted();
      went = await doPart(services, ids, () => performance.now() > end);
      tellBrowsers(services, ids, went);
    }
  } catch (error) {
    if (run.lastAttempt) await giveUp(services, ids);
    throw error;
  }
}

/** `on`: there is more to do; `turn`: in the next turn; `over`: not by this job. */
type Went = 'on' | 'turn' | 'over';

/** A hint for each candidate would be a hundred thousand to every browser: lists hear of it each turn, the rest at the end. */
function tellBrowsers({ hints }: RunServices, { companyId, bulkId }: Ids, went: Went): void {
  hints.publish({ companyId, topic: 'bulk-action', id: bulkId });
  if (went !== 'on') hints.publish({ companyId, topic: 'applications' });
  if (went === 'over') hints.publish({ companyId, topic: 'application' });
}

/** A part that fails for what is in it is done one by one, so that the rest of it is not held up. */
async function doPart(services: RunServices, ids: Ids, isOver: () => boolean): Promise<Went> {
  for (let tries = 0; ; tries++) {
    try {
      return await step(services, ids, isOver, tries > 3 ? 1 : Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isItsOwnFault(error)) throw error;
      if (tries > 4) {
        services.log.error({ err: error, ...ids }, 'bulk action failed for one');
        return await step(services, ids, isOver, 1, () => failed);
      }
      if (!isCollision(error)) tries = Math.max(tries, 3);
    }
  }
}

const failed: Outcome = { outcome: 'failed', code: 'unexpected', reason: words.unexpected };

/** One transaction. */
async function step(
  services: RunServices,
  { companyId, bulkId, turn }: Ids,
  isOver: () => boolean,
  most: number,
  instead?: () => Outcome,
): Promise<Went> {
  return withCompany(services.db, companyId, async (trx) => {
    const bulk = await queries.lockBulk(trx, companyId, bulkId);
    if (!bulk || !isOurs(bulk, turn)) return 'over';
    const user = await actingUser(trx, bulk);
    if (!user) {
      await queries.updateBulk(trx, companyId, bulkId, { state: 'cancelled', finished_at: new Date() });
      return 'over';
    }
    const verb = await verbFor(trx, bulk);
    const size = Math.min(verb.size, most);
    const ids = await queries.idsAt(trx, companyId, bulkId, bulk.position, size);
    const work = { trx, services, session: user.session, reach: await reachableCampaigns(trx, user.session), bulkId };
    const outcomes = instead ? new Map(ids.map((id) => [id, instead()])) : await verb.perform(work, ids);
    await store(trx, bulk, outcomes, user.language);
    if (ids.length === 0 || bulk.position + ids.length >= bulk.total) {
      await queries.updateBulk(trx, companyId, bulkId, { state: 'finished', finished_at: new Date() });
      return 'over';
    }
    if (!isOver()) return 'on';
    await queries.updateBulk(trx, companyId, bulkId, { turn: turn + 1 });
    await services.jobs.enqueue(trx, 'bulk-action', { companyId, bulkId, turn: turn + 1 });
    return 'turn';
  });
}

/** Who asked for it, with the rights that they have by now; null where they are no longer of the team. */
async function actingUser(trx: Trx, bulk: queries.BulkRow): Promise<{ session: Session; language: Language } | null> {
  const user = await trx
    .selectFrom('users')
    .select(['id', 'role', 'language'])
    .where('company_id', '=', bulk.company_id)
    .where('id', '=', bulk.user_id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!user) return null;
  const session = { sessionId: '', userId: user.id, companyId: bulk.company_id, role: user.role as Session['role'] };
  return { session, language: languageOf(user.language) };
}

async function verbFor(trx: Trx, bulk: queries.BulkRow): Promise<Verb> {
  const { action, undoes } = bulk;
  if (!action) throw new Error('A bulk action that runs has an action.');
  if (action.kind !== 'undo') return verbOf(action);
  const undone = await queries.findOwnBulk(trx, bulk.company_id, bulk.user_id, undoes ?? 0);
  return undoVerb(undoes ?? 0, undone?.action as Action);
}

async function store(
  trx: Trx,
  bulk: queries.BulkRow,
  outcomes: Map<number, Outcome>,
  language: Language,
): Promise<void> {
  const rows = [...outcomes].map(([applicationId, outcome]) => ({
    applicationId,
    outcome: outcome.outcome,
    code: outcome.code ?? null,
    reason: outcome.reason?.[language] ?? null,
    before: ('before' in outcome && outcome.before) || null,
    eventId: ('eventId' in outcome && outcome.eventId) || null,
  }));
  await queries.insertResults(trx, bulk.company_id, bulk.id, rows);
  const count = (wanted: Outcome['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length;
  await queries.updateBulk(trx, bulk.company_id, bulk.id, {
    state: 'running',
    position: bulk.position + rows.length,
    done: bulk.done + count('done'),
    skipped: bulk.skipped + count('skipped'),
    failed: bulk.failed + count('failed'),
  });
}

/** Not where it has ended, cancelled meanwhile, or where a later turn goes on with it. */
function isOurs(bulk: queries.BulkRow, turn: number): boolean {
  return (bulk.state === 'waiting' || bulk.state === 'running') && bulk.turn === turn;
}

async function giveUp({ db, hints }: RunServices, { companyId, bulkId, turn }: Ids): Promise<void> {
  await withCompany(db, companyId, async (trx) => {
    const bulk = await queries.lockBulk(trx, companyId, bulkId);
    if (!bulk || !isOurs(bulk, turn)) return;
    await queries.updateBulk(trx, companyId, bulkId, { state: 'failed', finished_at: new Date() });
  });
  hints.publish({ companyId, topic: 'bulk-action', id: bulkId });
}
