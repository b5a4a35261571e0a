import { sql } from 'kysely';
import { hashToken, randomToken } from '#platform/crypto.ts';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { createCompanyWithOwner } from './users.ts';

/** Whether nobody has set this installation up yet. */
export async function setupNeeded(trx: Trx): Promise<boolean> {
  return !(await trx.selectFrom('companies').select('id').limit(1).executeTakeFirst());
}

/** A new one-time token while there is no company, for the terminal alone; null afterwards. */
export async function ensureSetupToken(db: Database): Promise<string | null> {
  return withSystem(db, async (trx) => {
    if (!(await setupNeeded(trx))) return null;
    const token = randomToken(24);
    await trx.deleteFrom('setup_tokens').execute();
    await trx
      .insertInto('setup_tokens')
      .values({ token_hash: hashToken(token) })
      .execute();
    return token;
  });
}

export type SetupInput = {
  token: string;
  companyName: string;
  country: string;
  timeZone: string;
  language: string;
  ownerName: string;
  email: string;
  password: string;
};

/** Makes the first company and its owner. Of two that arrive together one wins; then the token is void. */
export async function setUp(trx: Trx, input: SetupInput): Promise<string> {
  await sql`lock table setup_tokens in exclusive mode`.execute(trx);
  const known = await trx
    .deleteFrom('setup_tokens')
    .where('token_hash', '=', hashToken(input.token))
    .returning('token_hash')
    .executeTakeFirst();
  if (!known || !(await setupNeeded(trx)))
    throw new RuleError(
      403,
      'setup_token_invalid',
      'This set-up link is not valid (any more). Start Parley again and use the link that the terminal shows.',
    );
  const { companyName, ownerName, country, timeZone, language, email, password } = input;
  const company = { name: companyName, country, timeZone, language };
  return (await createCompanyWithOwner(trx, company, { email, name: ownerName, password })).userId;
}
