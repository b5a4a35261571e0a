import { createApiKey } from '#accounts/api-keys.ts';
import { type Database, withCompany, withSystem } from '#platform/db.ts';

export type Recruiting = { companyId: number; campaignId: number; userId: string; key: string; secret: string };

/** A company with an owner, a key, and a campaign that invites by SMS and e-mail. */
export async function createRecruiting(db: Database, options: { country?: string; channels?: string[] } = {}): Promise<Recruiting> {
  const { country = 'PH', channels = ['sms', 'email'] } = options;
  const company = await withSystem(db, (trx) =>
    trx.insertInto('companies').values({ name: 'Harbour & Sons', country }).returning('id').executeTakeFirstOrThrow(),
  );
  return withCompany(db, company.id, async (trx) => {
    const email = `owner${company.id}@harbour.example`;
    const user = await trx
      .insertInto('users')
      .values({ company_id: company.id, email, name: 'Olga Owner', role: 'owner' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const campaign = await trx
      .insertInto('campaigns')
      .values({ company_id: company.id, title: 'Customer service', country, language: 'en' })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const channel of ['sms', 'email']) {
      const body = 'Hi <%= @candidate_name %>, <%= @company %> invites you: <%= @messenger_interview_link %> (<%= @access_code %>)';
      await trx
        .insertInto('message_templates')
        .values({ company_id: company.id, campaign_id: campaign.id, event: 'invitation', channel, enabled: channels.includes(channel), subject: 'Your interview', body })
        .execute();
    }
    const { key, secret } = await createApiKey(trx, company.id, { name: 'Careers site' });
    return { companyId: company.id, campaignId: campaign.id, userId: user.id, key, secret };
  });
}
