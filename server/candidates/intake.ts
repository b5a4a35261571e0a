import type pg from 'pg';
import { outboxHint } from '#conversations/queue.ts';
import { withCompanyClient } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Arrival, IntakeRace, type Taken, takeIn } from './intake-batch.ts';
import { findIntakeCampaign, type IntakeCampaign } from './intake-campaigns.ts';
import { type NewPerson, readPerson } from './intake-person.ts';
import type { Actor } from './intake-queries.ts';

/** What became of one person of the list; `position` is their place in it. */
export type Outcome = { position: number; taken: Taken };

export type IntakeOptions = {
  /** Which channel brought them (`Public API`, `CSV`, `Added by hand`, …); a person's own source goes before it. */
  source: string;
  actor: Actor;
  /** For somebody who is in the campaign already: a second application (labelled Duplicate), or the one there is. */
  repeat?: Arrival['repeat'];
  /** Runs in the very transaction that stores these people, refused ones included: for progress that must not drift. */
  within?: (client: pg.PoolClient, outcomes: Outcome[]) => Promise<void>;
  /** The outcomes for which `within` ran stand. It may run more than once for the same people before they do. */
  committed?: (outcomes: Outcome[]) => void;
};

/**
 * The one way in which applications are made: people are recognised by e-mail or phone, stored with their application,
 * its history and their invitation, all in one transaction. The results are in the order given; one person's problem
 * is theirs alone. Calls for single people are gathered with others of the same company that come at the same time.
 */
export async function createApplications(
  services: Services,
  companyId: number,
  campaignId: number,
  people: NewPerson[],
  options: IntakeOptions,
): Promise<Taken[]> {
  const campaign = await findIntakeCampaign(services, companyId, campaignId);
  const closed = closedCampaign(campaign);
  const results: (Taken | undefined)[] = [];
  const waiting: Waiting[] = [];
  for (const [position, given] of people.entries()) {
    const read = closed || !campaign ? { refusal: closed } : readPerson(given, campaign.country);
    if ('refusal' in read)
      results[position] = { outcome: 'refused', ...(read.refusal as { code: string; reason: string }) };
    else if (campaign) {
      const { source, repeat = 'second application' } = options;
      waiting.push({ position, arrival: { person: read.person, campaign, source, repeat } });
    }
  }
  if (options.within) {
    const refused = results.flatMap((taken, position) => (taken ? [{ position, taken }] : []));
    for (const { position, taken } of await storeList(services, companyId, waiting, refused, options))
      results[position] = taken;
  } else {
    const stored = await Promise.all(waiting.map(({ arrival }) => gather(services, companyId, arrival, options.actor)));
    for (const [index, { position }] of waiting.entries()) results[position] = stored[index];
  }
  return results as Taken[];
}

type Waiting = { position: number; arrival: Arrival };

function closedCampaign(campaign: IntakeCampaign | null): { code: string; reason: string } | null {
  if (!campaign) return { code: 'not_found', reason: 'This campaign does not exist, or you have no access to it.' };
  if (!campaign.archived) return null;
  return {
    code: 'campaign_archived',
    reason: `The campaign "${campaign.title}" is archived and takes no candidates; restore it first.`,
  };
}

/** A list with its progress in one transaction; where a row spoils it, row by row. */
async function storeList(
  services: Services,
  companyId: number,
  waiting: Waiting[],
  refused: Outcome[],
  options: IntakeOptions,
): Promise<Outcome[]> {
  const within = options.within ?? (async () => {});
  const run = (part: Waiting[], others: Outcome[]) =>
    transact(
      services,
      companyId,
      part.map((one) => one.arrival),
      options.actor,
      async (client, taken) => {
        const outcomes = part.map(({ position }, index) => ({ position, taken: taken[index] as Taken }));
        await within(
          client,
          [...outcomes, ...others].sort((a, b) => a.position - b.position),
        );
        return [...outcomes, ...others];
      },
    );
  try {
    return await run(waiting, refused);
  } catch (error) {
    if (waiting.length === 0 || !isSpoiled(error)) throw error;
  }
  const all = [...waiting, ...refused].sort((a, b) => a.position - b.position);
  const outcomes: Outcome[] = [];
  for (const one of all) {
    const [outcome] = await ('arrival' in one ? run([one], []) : run([], [one])).catch((error) => {
      if (!('arrival' in one) || !isSpoiled(error)) throw error;
      return run([], [{ position: one.position, taken: spoiled }]);
    });
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

const spoiled: Taken = {
  outcome: 'refused',
  code: 'not_storable',
  reason: 'This row could not be stored as it is; check it for unusual characters or values.',
};

/** The database refused values (or a row they point to is gone), rather than being unable to answer. */
function isSpoiled(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^2[23]/.test(code);
}

const tries = 8;

/** One transaction; begun again where another process brought the same person, or two waited for each other. */
async function transact<T>(
  services: Services,
  companyId: number,
  arrivals: Arrival[],
  actor: Actor,
  finish: (client: pg.PoolClient, taken: Taken[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await withCompanyClient(services.db, companyId, async (client) => {
        const taken = arrivals.length > 0 ? await takeIn(client, services.config, companyId, arrivals, actor) : [];
        return finish(client, taken);
      });
      services.hints.publish({ companyId, topic: 'applications' });
      services.hints.publish(outboxHint);
      return result;
    } catch (error) {
      if (attempt === tries || !(error instanceof IntakeRace || (error as { code?: string }).code === '40P01'))
        throw error;
    }
  }
}

type Gathered = { arrival: Arrival; resolve: (taken: Taken) => void; reject: (error: unknown) => void };
type Gatherer = { waiting: Gathered[]; running: number; actor: Actor };

const gatherers = new WeakMap<object, Map<string, Gatherer>>();
const largestBatch = Number(process.env.LB ?? 64);
// A second transaction is prepared while the first commits; more of them only wait for each other.
const batchesAtOnce = Number(process.env.BA ?? 2);

/**
 * Waits for the transactions under way and goes into the next, together with all that come meanwhile: under load many
 * people share one commit, and a single one waits for nobody.
 */
function gather(services: Services, companyId: number, arrival: Arrival, actor: Actor): Promise<Taken> {
  let ofDatabase = gatherers.get(services.db);
  if (!ofDatabase) gatherers.set(services.db, (ofDatabase = new Map()));
  const key = `${companyId} ${actor.kind} ${actor.kind === 'user' ? actor.userId : ''}`;
  let gatherer = ofDatabase.get(key);
  if (!gatherer) ofDatabase.set(key, (gatherer = { waiting: [], running: 0, actor }));
  const { promise, resolve, reject } = Promise.withResolvers<Taken>();
  gatherer.waiting.push({ arrival, resolve, reject });
  const { waiting } = gatherer;
  if (waiting.length === 1 && gatherer.running < batchesAtOnce)
    setImmediate(runBatches, services, companyId, ofDatabase, key, gatherer);
  return promise;
}

async function runBatches(
  services: Services,
  companyId: number,
  all: Map<string, Gatherer>,
  key: string,
  gatherer: Gatherer,
): Promise<void> {
  gatherer.running++;
  while (gatherer.waiting.length > 0)
    await storeBatch(services, companyId, gatherer.waiting.splice(0, largestBatch), gatherer.actor);
  gatherer.running--;
  if (gatherer.running === 0) all.delete(key);
}

async function storeBatch(services: Services, companyId: number, batch: Gathered[], actor: Actor): Promise<void> {
  const run = (part: Gathered[]) =>
    transact(
      services,
      companyId,
      part.map((one) => one.arrival),
      actor,
      async (_, taken) => taken,
    );
  try {
    const taken = await run(batch);
    for (const [index, one] of batch.entries()) one.resolve(taken[index] as Taken);
  } catch (error) {
    if (batch.length === 1) return batch[0]?.reject(error);
    for (const one of batch) await run([one]).then(([taken]) => one.resolve(taken as Taken), one.reject);
  }
}
