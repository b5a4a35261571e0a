import { LRUCache } from 'lru-cache';
import { constantTimeEqual, hashToken, randomToken } from '#platform/crypto.ts';
import { afterCommit, type Database, type Trx, withCompany, withSystem } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Hints } from '#platform/events.ts';

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

/** The keys in use, oldest first. */
export async function listApiKeys(trx: Trx, companyId: number) {
  const rows = await trx
    .selectFrom('api_keys')
    .select(['id', 'name', 'key', 'requests_per_minute', 'created_at', 'last_used_at'])
    .where('company_id', '=', companyId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    key: row.key,
    requestsPerMinute: row.requests_per_minute,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }));
}

/** Returns the key (not its secret), for the hint to other processes, and its name. */
export async function revokeApiKey(trx: Trx, companyId: number, keyId: number): Promise<{ key: string; name: string }> {
  const row = await trx
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where('company_id', '=', companyId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returning(['key', 'name'])
    .executeTakeFirst();
  if (!row) throw notFound('API key');
  afterCommit(trx, () => known.delete(row.key));
  return row;
}

/** Forgets a key as soon as another process says that it was revoked. Returns how to stop. */
export function followRevocations(hints: Hints): () => void {
  return hints.subscribe(({ topic, id }) => {
    if (topic === 'api-keys') known.delete(String(id));
  });
}

type Known = ApiCaller & { secretHash: string; usedAt: number };

/**
 * Keys seen in the last seconds: should the hint be lost, a revocation is seen within that time all the same. Requests
 * that come together ask the database once; an unknown key is not remembered.
 */
const known = new LRUCache<string, Known, Database>({
  max: 10_000,
  ttl: 5_000,
  fetchMethod: async (key, _stale, { context: db }) => (await load(db, key)) ?? undefined,
});
const noteUseEveryMs = 60_000;

/** Whether this process has seen the key in use; what it knew of it may be out of date. */
export function isKnownKey(key: string): boolean {
  return known.peek(key, { allowStale: true }) !== undefined;
}

/** Who calls with this key and secret; null for an unknown or revoked key and a wrong secret alike. */
export async function verifyApiKey(db: Database, key: string, secret: string): Promise<ApiCaller | null> {
  const found = known.get(key) ?? (await find(db, key));
  if (!found || !constantTimeEqual(found.secretHash, hashToken(secret))) return null;
  const { companyId, keyId, requestsPerMinute } = found;
  if (Date.now() - found.usedAt > noteUseEveryMs) {
    found.usedAt = Date.now();
    // Nobody waits for it, and nothing is lost with it that the next minute would not tell.
    noteUse(db, found).catch(() => {});
  }
  return { companyId, keyId, requestsPerMinute };
}

/** A revocation ends a look-up that is under way, which may have seen the key as it was: it is looked at once more. */
function find(db: Database, key: string): Promise<Known | null | undefined> {
  return known.fetch(key, { context: db }).catch(() => load(db, key));
}

async function load(db: Database, key: string): Promise<Known | null> {
  const row = await withSystem(db, (trx) =>
    trx
      .selectFrom('api_keys')
      .select(['company_id', 'id', 'secret_hash', 'requests_per_minute', 'last_used_at'])
      .where('key', '=', key)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!row) return null;
  return {
    companyId: row.company_id,
    keyId: row.id,
    requestsPerMinute: row.requests_per_minute,
    secretHash: row.secret_hash,
    usedAt: row.last_used_at?.getTime() ?? 0,
  };
}

async function noteUse(db: Database, { companyId, keyId }: ApiCaller): Promise<void> {
  const before = new Date(Date.now() - noteUseEveryMs);
  await withCompany(db, companyId, (trx) =>
    trx
      .updateTable('api_keys')
      .set({ last_used_at: new Date() })
      .where('company_id', '=', companyId)
      .where('id', '=', keyId)
      .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<', before)]))
      .execute(),
  );
}
