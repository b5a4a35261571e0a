import { LRUCache } from 'lru-cache';
import { constantTimeEqual, hashToken, randomToken } from '#platform/crypto.ts';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';

/** Whose key it is; `requestsPerMinute` null means no limit. */
export type ApiCaller = { companyId: number; keyId: number; requestsPerMinute: number | null };

/** A key of the company. The secret is returned this once; what is stored is its hash. */
export async function createApiKey(
  trx: Trx,
  companyId: number,
  values: { name: string; requestsPerMinute?: number | null; createdBy?: string | null },
) {
  const key = randomToken(12);
  const secret = randomToken(32);
  const { id } = await trx
    .insertInto('api_keys')
    .values({
      company_id: companyId,
      name: values.name,
      key,
      secret_hash: hashToken(secret),
      requests_per_minute: values.requestsPerMinute ?? null,
      created_by: values.createdBy ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, key, secret };
}

export async function revokeApiKey(trx: Trx, companyId: number, keyId: number): Promise<void> {
  const row = await trx
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where('company_id', '=', companyId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returning('key')
    .executeTakeFirst();
  if (!row) throw notFound('API key');
  known.delete(row.key);
}

type Known = ApiCaller & { secretHash: string; usedAt: number };

/** Keys seen in the last seconds: a revocation is seen by every process within that time. */
const known = new LRUCache<string, Known>({ max: 10_000, ttl: 5_000 });
const noteUseEveryMs = 60_000;

/** Who calls with this key and secret; null for an unknown or revoked key and a wrong secret alike. */
export async function verifyApiKey(db: Database, key: string, secret: string): Promise<ApiCaller | null> {
  const found = known.get(key) ?? (await load(db, key));
  return found && constantTimeEqual(found.secretHash, hashToken(secret)) ? found : null;
}

async function load(db: Database, key: string): Promise<Known | null> {
  return withSystem(db, async (trx) => {
    const row = await trx
      .selectFrom('api_keys')
      .selectAll()
      .where('key', '=', key)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const usedAt = row.last_used_at?.getTime() ?? 0;
    if (Date.now() - usedAt > noteUseEveryMs)
      await trx
        .updateTable('api_keys')
        .set({ last_used_at: new Date() })
        .where('company_id', '=', row.company_id)
        .where('id', '=', row.id)
        .execute();
    const found = {
      companyId: row.company_id,
      keyId: row.id,
      requestsPerMinute: row.requests_per_minute,
      secretHash: row.secret_hash,
      usedAt,
    };
    known.set(key, found);
    return found;
  });
}
