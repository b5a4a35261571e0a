import { createApiKey } from '#accounts/api-keys.ts';
import { type Database, withCompany } from '#platform/db.ts';
import { createHiring, type Hiring } from './applicants.ts';

export type Recruiting = Hiring & { key: string; secret: string };

/** A company that hires in the Philippines, with a key to its public API. */
export async function createRecruiting(db: Database): Promise<Recruiting> {
  const hiring = await createHiring(db, { name: 'Harbour & Sons' });
  const { key, secret } = await withCompany(db, hiring.companyId, (trx) =>
    createApiKey(trx, hiring.companyId, { name: 'Careers site' }),
  );
  return { ...hiring, key, secret };
}
