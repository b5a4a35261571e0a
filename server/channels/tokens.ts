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
    return once(db, ids, () =>
      inCompany(async (trx) => {
        // Whoever waited for the lock finds what the one before has stored.
        const found = read(await lockToken(trx, ids), refused);
        if (found !== null) return found;
        const { value, seconds } = await renew(refused || null);
        await storeToken(trx, ids, { token: seal([config.secret], value, context), seconds });
        return value;
      }),
    );
  };
}

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

/** Until the end of the transaction nobody else asks for one. */
async function lockToken(trx: Trx, { companyId, connectionId }: Ids): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    insert into channel_tokens as t (company_id, connection_id, expires_at) values (${companyId}, ${connectionId}, now())
    on conflict (company_id, connection_id) do update set expires_at = t.expires_at
    returning token, ${good} as good`.execute(trx);
  return rows[0];
}

async function storeToken(
  trx: Trx,
  { companyId, connectionId }: Ids,
  { token, seconds }: { token: string; seconds: number },
): Promise<void> {
  await sql`
    update channel_tokens set token = ${token}, expires_at = now() + ${seconds} * interval '1 second'
    where company_id = ${companyId} and connection_id = ${connectionId}`.execute(trx);
}

/** What was given out for other credentials. */
export async function forgetToken(trx: Trx, { companyId, connectionId }: Ids): Promise<void> {
  await trx
    .deleteFrom('channel_tokens')
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .execute();
}
