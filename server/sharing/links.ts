import { hintApplication } from '#candidates/applications.ts';
import type { Config } from '#platform/config.ts';
import { hashToken, randomToken } from '#platform/crypto.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import type { Hints } from '#platform/events.ts';

export function shareLink({ publicUrl }: Pick<Config, 'publicUrl'>, token: string): string {
  return `${publicUrl}/s/${token}`;
}

/** A further secret of a share: 192 bits, of which the hash is kept. */
export async function issueToken(trx: Trx, companyId: number, shareId: number): Promise<string> {
  const token = randomToken();
  await trx
    .insertInto('share_tokens')
    .values({ company_id: companyId, share_id: shareId, hash: hashToken(token) })
    .execute();
  return token;
}

/** For those who look at the application, and at the list of links. */
export function hintShare(trx: Trx, hints: Hints, companyId: number, applicationId: number): void {
  hintApplication(trx, hints, companyId, applicationId);
  afterCommit(trx, () => hints.publish({ companyId, topic: 'shares' }));
}
