import type { Services } from '#platform/services.ts';
import type { Arrival, Taken } from './intake-batch.ts';
import type { Actor } from './intake-queries.ts';
import { isSpoiled, takeIn } from './intake-transaction.ts';

type Gathered = { arrival: Arrival; resolve: (taken: Taken) => void; reject: (error: unknown) => void };
type Gatherer = { services: Services; companyId: number; actor: Actor; waiting: Gathered[]; running: number };

const gatherers = new WeakMap<object, Map<string, Gatherer>>();
const largestBatch = 64;
// While the database works on one, the next is read and planned; more of them only wait for each other.
const batchesAtOnce = 2;
// A transaction costs about as much as ten people: fewer than these are not shared out among two.
const worthSharing = 8;

/**
 * Waits for the transactions under way and goes into the next, together with all that come meanwhile: under load many
 * people share one commit, and a single one waits for nobody.
 */
export function gather(services: Services, companyId: number, arrival: Arrival, actor: Actor): Promise<Taken> {
  const gatherer = gathererOf(services, companyId, actor);
  const { promise, resolve, reject } = Promise.withResolvers<Taken>();
  gatherer.waiting.push({ arrival, resolve, reject });
  // The others of this turn of the event loop come along.
  if (gatherer.waiting.length === 1) setImmediate(begin, gatherer);
  return promise;
}

function gathererOf(services: Services, companyId: number, actor: Actor): Gatherer {
  let all = gatherers.get(services.db);
  if (!all) {
    all = new Map();
    gatherers.set(services.db, all);
  }
  const key = `${companyId} ${actor.kind} ${actor.kind === 'user' ? actor.userId : ''}`;
  let gatherer = all.get(key);
  if (!gatherer) {
    gatherer = { services, companyId, actor, waiting: [], running: 0 };
    all.set(key, gatherer);
  }
  return gatherer;
}

function begin(gatherer: Gatherer): void {
  while (gatherer.running < batchesAtOnce && gatherer.waiting.length > 0) {
    const free = batchesAtOnce - gatherer.running;
    const { length } = gatherer.waiting;
    const size = length > worthSharing ? Math.ceil(length / free) : length;
    const batch = gatherer.waiting.splice(0, Math.min(largestBatch, size));
    gatherer.running++;
    void store(gatherer, batch).finally(() => {
      gatherer.running--;
      begin(gatherer);
    });
  }
}

async function store({ services, companyId, actor }: Gatherer, batch: Gathered[]): Promise<void> {
  const run = (part: Gathered[]) =>
    takeIn(
      services,
      companyId,
      part.map((one) => one.arrival),
      actor,
    );
  try {
    const taken = await run(batch);
    for (const [index, one] of batch.entries()) one.resolve(taken[index] as Taken);
  } catch (error) {
    // Only a refusal says for sure that nothing was stored: where the commit's answer got lost, it may have been.
    if (batch.length === 1 || !isSpoiled(error)) return batch.forEach((one) => one.reject(error));
    // Whoever spoiled it is alone with that.
    for (const one of batch) await run([one]).then(([taken]) => one.resolve(taken as Taken), one.reject);
  }
}
