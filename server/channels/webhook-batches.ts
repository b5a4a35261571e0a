import { storeApart, storeArrivals } from '#conversations/arrivals.ts';
import { isItsOwnFault, withCompany } from '#platform/db.ts';
import { forbidden, notFound } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { hearsByWebhook, type Webhook, type WebhookRequest } from './adapter.ts';
import { findConnection } from './webhooks.ts';
import { words } from './words.ts';

type Destination = { channel: string; companyId: number; connectionId: number };
type Acknowledgement = Webhook['acknowledgement'];

type Waiting = {
  webhook: WebhookRequest;
  resolve(acknowledgement: Acknowledgement): void;
  reject(error: unknown): void;
};
type Line = { services: Services; destination: Destination; waiting: Waiting[]; running: boolean };

const lines = new WeakMap<object, Map<string, Line>>();
const largestBatch = 100;

/**
 * Stores what a webhook tells; resolves, with what the provider expects, after the commit. Webhooks of one connection that
 * come while a transaction runs share the next one. Rejects with a `RuleError` where there is no such connection or the
 * signature is not its provider's.
 */
export function gatherWebhook(
  services: Services,
  destination: Destination,
  webhook: WebhookRequest,
): Promise<Acknowledgement> {
  const line = lineOf(services, destination);
  const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement>();
  line.waiting.push({ webhook, resolve, reject });
  if (!line.running) void run(line);
  return promise;
}

function lineOf(services: Services, destination: Destination): Line {
  const ofDatabase = lines.get(services.db) ?? new Map<string, Line>();
  lines.set(services.db, ofDatabase);
  const key = Object.values(destination).join(' ');
  const line = ofDatabase.get(key) ?? { services, destination, waiting: [], running: false };
  ofDatabase.set(key, line);
  return line;
}

async function run(line: Line): Promise<void> {
  line.running = true;
  // The others of this turn of the event loop come along.
  await new Promise(setImmediate);
  while (line.waiting.length > 0) await take(line, line.waiting.splice(0, largestBatch));
  line.running = false;
  lines.get(line.services.db)?.delete(Object.values(line.destination).join(' '));
}

async function take(line: Line, batch: Waiting[]): Promise<void> {
  try {
    const { verified, acknowledgement } = await store(line, batch);
    for (const [at, { resolve, reject }] of batch.entries()) {
      if (verified[at]) resolve(acknowledgement);
      else reject(forbidden(words.wrongSignature));
    }
  } catch (error) {
    const [first] = batch;
    if (!isItsOwnFault(error)) for (const { reject } of batch) reject(error);
    else if (batch.length === 1 && first) first.reject(await storeRest(line, first, error));
    // Whoever spoiled it is alone with that.
    else for (const one of batch) await take(line, [one]);
  }
}

/** What else the spoiled one tells is kept. It is not acknowledged all the same: the provider tells it again. */
async function storeRest({ services, destination }: Line, { webhook }: Waiting, error: unknown): Promise<unknown> {
  try {
    const refusal = await withCompany(services.db, destination.companyId, async (trx) => {
      const connection = await findConnection(trx, services, destination);
      if (!connection || !hearsByWebhook(connection.adapter)) return null;
      const { adapter, connected } = connection;
      const arrivals = adapter.verify(webhook, connected) ? adapter.receive(webhook, connected) : [];
      return arrivals.length > 1 ? storeApart(trx, services, connection, arrivals) : null;
    });
    return refusal ?? error;
  } catch (worse) {
    return worse;
  }
}

/** One transaction: what was not stored is not acknowledged. */
function store({ services, destination }: Line, batch: Waiting[]) {
  return withCompany(services.db, destination.companyId, async (trx) => {
    const connection = await findConnection(trx, services, destination);
    if (!connection) throw notFound('address');
    const { adapter, connected } = connection;
    if (!hearsByWebhook(adapter)) throw notFound('address');
    const verified = batch.map(({ webhook }) => adapter.verify(webhook, connected));
    const arrivals = batch.flatMap(({ webhook }, at) => (verified[at] ? adapter.receive(webhook, connected) : []));
    await storeArrivals(trx, services, connection, arrivals);
    return { verified, acknowledgement: adapter.acknowledgement };
  });
}
