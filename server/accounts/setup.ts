import { sql } from 'kysely';
import type { Config } from '#platform/config.ts';
import { constantTimeEqual, sign } from '#platform/crypto.ts';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { recordAudit } from './audit.ts';
import type { PasswordHash } from './passwords.ts';
import { createCompanyWithOwner } from './users.ts';
import { words } from './words.ts';

type Signing = Pick<Config, 'secret'>;

/** Whether nobody has set this installation up yet. */
export async function setupNeeded(trx: Trx): Promise<boolean> {
  return !(await trx.selectFrom('companies').select('id').limit(1).executeTakeFirst());
}

/** While there is no company, what the terminal shows to who may make it; null afterwards. */
export async function readSetupToken(db: Database, config: Signing): Promise<string | null> {
  return (await withSystem(db, setupNeeded)) ? setupToken(config) : null;
}

/** Made from the secret, so that every process on this database shows the same. The first company makes it void. */
function setupToken({ secret }: Signing): string {
  return sign(secret, 'set-up link', 'first company');
}

export async function checkSetupToken(trx: Trx, config: Signing, token: string): Promise<void> {
  if (constantTimeEqual(setupToken(config), token) && (await setupNeeded(trx))) return;
  throw new RuleError(403, 'setup_token_invalid', words.setupInvalid);
}

export type SetupInput = {
  companyName: string;
  country: string;
  timeZone: string;
  language: string;
  ownerName: string;
  email: string;
  password: PasswordHash;
};

/** Makes the first company and its owner. Of two that arrive together one wins. */
export async function setUp(
  trx: Trx,
  config: Signing,
  token: string,
  input: SetupInput,
  address: string,
): Promise<string> {
  await sql`lock table companies in share row exclusive mode`.execute(trx);
  await checkSetupToken(trx, config, token);
  const { companyName, ownerName, country, timeZone, language, email, password } = input;
  const company = { name: companyName, country, timeZone, language };
  const made = await createCompanyWithOwner(trx, company, { email, name: ownerName, password });
  await recordAudit(trx, { ...made, address }, 'company-made');
  return made.userId;
}
