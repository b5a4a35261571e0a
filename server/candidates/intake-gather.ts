import type { Services } from '#platform/services.ts';
import type { Arrival, Taken } from './intake-batch.ts';
import type { Actor } from './intake-queries.ts';
import { isSpoiled, takeIn } from './intake-transaction.ts';

type Gathered = { arrival: Arrival; resolve: (taken: Taken) => void; reject: (error: unknown) => void };
type Gatherer = { services: Services; companyId: number; actor: Actor; waiting: Gathered[]; running: number };

const gatherers = new WeakMap<object, Map<string, Gatherer>>();
const largestBatch = 64;
const batchesAtOnce = 2;
// A transaction costs about as much as ten people: fewer than these wait for the one under way, to go together.
const worthASecond = 16;

/**
 * Waits for the transaction under way and goes into the next, together with all that come meanwhile: under load many
 * people share one commit, and a single one waits for nobody.
 */
export function gather(services: Services, companyId: number, arrival: Arrival, actor: Actor): Promise<Taken> {
  const gatherer = gathererOf(services, companyId, actor);
  const { promise, resolve, reject } = Promise.withResolvers<Taken>();
  gatherer.waiting.push({ arrival, resolve, reject });
  // The others of this turn of the event loop come along.
  if (gatherer.waiting.length === 1 || gatherer.waiting.length === worthASecond) setImmediate(begin, gatherer);
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
  while (gatherer.running < batchesAtOnce) {
    const { length } = gatherer.waiting;
    if (length < (gatherer.running === 0 ? 1 : worthASecond)) return;
    const shares = length < 2 * worthASecond ? 1 : batchesAtOnce - gatherer.running;
    const batch = gatherer.waiting.splice(0, Math.min(largestBatch, Math.ceil(length / shares)));
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
