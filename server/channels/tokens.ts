import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Config } from '#platform/config.ts';
import { open, seal } from '#platform/crypto.ts';
import { type Database, type Trx, withCompany } from '#platform/db.ts';
import type { Connected } from './adapter.ts';

type Keeping = { config: Pick<Config, 'secret'>; db: Database };
type Ids = { companyId: number; connectionId: number };
type Keep = Connected<unknown>['token'];

/** Messages are on their way for a while: a token that ends before is as good as none. */
const marginSeconds = 240;

const asking = new WeakMap<Database['pool'], Map<string, Promise<string>>>();

/** For credentials that are only tried: what is given out is for this once. */
export const keepNoToken: Keep = async (renew) => (await renew(null)).value;

/** Keeps the token of a connection in the database, sealed; in this process one asks for all who wait. */
export function keepToken({ config, db }: Keeping, ids: Ids): Keep {
  const context = `channel_tokens ${ids.companyId} ${ids.connectionId}`;
  const read = (row: Row | undefined, refused: string) => {
    const token = row?.token && row.good ? open([config.secret], row.token, context) : null;
    return token === refused ? null : token;
  };
  const inCompany = <T>(work: (trx: Trx) => Promise<T>) => withCompany(db, ids.companyId, work);
  return async (renew, refused = '') => {
    const known = read(await inCompany((trx) => findToken(trx, ids)), refused);
    if (known !== null) return known;
    return once(db, ids, async () => {
      const askerId = randomUUID();
      for (;;) {
        // Whoever waited for another to ask finds what that one has stored.
        const row = await inCompany((trx) => findToken(trx, ids));
        const found = read(row, refused);
        if (found !== null) return found;
        if (await inCompany((trx) => mayAsk(trx, ids, askerId, row?.token ?? null))) break;
        await wait(pollMs);
      }
      // Outside of any transaction: a provider that hangs keeps no connection of the database.
      try {
        const { value, seconds } = await renew(refused || null);
        await inCompany((trx) =>
          storeToken(trx, ids, askerId, { token: seal([config.secret], value, context), seconds }),
        );
        return value;
      } catch (error) {
        await inCompany((trx) => endAsking(trx, ids, askerId));
        throw error;
      }
    });
  };
}

const pollMs = 200;
/** Longer than a provider is waited for, twice over; whoever asks and dies holds up the others for so long. */
const askingSeconds = 40;

function once(db: Database, { companyId, connectionId }: Ids, ask: () => Promise<string>): Promise<string> {
  const inHand = asking.get(db.pool) ?? new Map<string, Promise<string>>();
  asking.set(db.pool, inHand);
  const key = `${companyId} ${connectionId}`;
  const present = inHand.get(key);
  if (present) return present;
  const answer = ask().finally(() => inHand.delete(key));
  inHand.set(key, answer);
  return answer;
}

type Row = { token: string | null; good: boolean };
const good = sql<boolean>`expires_at > now() + ${marginSeconds} * interval '1 second'`;

async function findToken(trx: Trx, { companyId, connectionId }: Ids): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select token, ${good} as good from channel_tokens
    where company_id = ${companyId} and connection_id = ${connectionId}`.execute(trx);
  return rows[0];
}

/** Whether it is this one's turn to ask the provider: nobody does, or has since the token was `seen`. */
async function mayAsk(
  trx: Trx,
  { companyId, connectionId }: Ids,
  askerId: string,
  seen: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into channel_tokens as t (company_id, connection_id, expires_at, asked_by, asking_until)
    values (${companyId}, ${connectionId}, now(), ${askerId}, now() + ${askingSeconds} * interval '1 second')
    on conflict (company_id, connection_id) do update
    set asked_by = excluded.asked_by, asking_until = excluded.asking_until
    where (t.asking_until is null or t.asking_until < now()) and t.token is not distinct from ${seen}
    returning 1`.execute(trx);
  return rows.length > 0;
}

/** Not where another has asked since, or the credentials were replaced: a newer token may have ended this one. */
async function storeToken(
  trx: Trx,
  { companyId, connectionId }: Ids,
  askerId: string,
  { token, seconds }: { token: string; seconds: number },
): Promise<void> {
  await sql`
    update channel_tokens
    set token = ${token}, expires_at = now() + ${seconds} * interval '1 second', asked_by = null, asking_until = null
    where company_id = ${companyId} and connection_id = ${connectionId} and asked_by = ${askerId}`.execute(trx);
}

/** It came to nothing: the next one may ask at once. */
async function endAsking(trx: Trx, { companyId, connectionId }: Ids, askerId: string): Promise<void> {
  await sql`
    update channel_tokens set asked_by = null, asking_until = null
    where company_id = ${companyId} and connection_id = ${connectionId} and asked_by = ${askerId}`.execute(trx);
}

/** What was given out for other credentials. */
export async function forgetToken(trx: Trx, { companyId, connectionId }: Ids): Promise<void> {
  await trx
    .deleteFrom('channel_tokens')
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .execute();
}
