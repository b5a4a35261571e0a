import { requireApplication } from '#candidates/applications.ts';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { tokenValues } from './event-messages.ts';
import { loadRecipients } from './recipients.ts';
import type { TokenValues } from './tokens.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** The tokens of a real application that this user reaches; throws where there is none such. */
export async function tokenValuesOf(
  trx: Trx,
  config: Signing,
  session: Session,
  applicationId: number,
): Promise<TokenValues> {
  await requireApplication(trx, session, applicationId);
  const recipient = (await loadRecipients(trx, config, session.companyId, [applicationId])).get(applicationId);
  if (!recipient) throw notFound('application');
  return tokenValues(recipient);
}

/** What the tokens may look like, for a preview where nobody has applied yet. */
export async function sampleValues(trx: Trx, config: Signing, companyId: number): Promise<TokenValues> {
  const company = await trx.selectFrom('companies').select('name').where('id', '=', companyId).executeTakeFirst();
  // As long as a real link, so that the count of SMS is not too small.
  const link = `${config.publicUrl}/c/example-as-long-as-a-real-link`;
  return {
    candidate_name: 'Maria',
    company: company?.name ?? '',
    access_code: '12345678',
    messenger_interview_link: link,
    webdialout: link,
    webdialout_skip_confirmation: link,
    referee: 'Ana Cruz',
  };
}
