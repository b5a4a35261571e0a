import { createCampaign } from '#campaigns/campaigns.ts';
import { foldCounts } from '#candidates/counts.ts';
import { chatLink } from '#interviews/links.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { fillApplications } from '../../bench/support/fill.ts';
import { seedCompany } from './accounts.ts';
import { createRandom } from './random.ts';
import type { SeedReport } from './report.ts';

const titles = [
  'Customer Support Agent',
  'Warehouse Associate',
  'Store Assistant',
  'Delivery Driver',
  'Technical Support',
  'Cashier',
  'Picker and Packer',
  'Sales Agent',
];

/** One company with eight campaigns and as many applications as asked for, by the fast path: no conversations. */
export async function seedHighVolume(
  services: Services,
  randomSeed: number,
  applications: number,
): Promise<SeedReport> {
  const report: SeedReport = {
    companies: [],
    users: [],
    apiKeys: [],
    campaigns: [],
    links: { home: services.config.publicUrl, chat: null, apply: null },
  };
  const company = {
    name: 'High Volume Hiring',
    country: 'US',
    language: 'en' as const,
    timeZone: 'America/New_York',
    domain: 'highvolume.example',
    team: ['Helen Ortiz', 'Victor Young', 'Nadia Karim'],
  };
  const { id: companyId, users } = await seedCompany(services, createRandom(randomSeed), company, report);
  const campaignIds: number[] = [];
  for (const title of titles) {
    const id = await withSystem(services.db, (trx) =>
      createCampaign(trx, companyId, users[0]?.id ?? null, { title, country: 'US', language: 'en' }),
    );
    campaignIds.push(id);
    report.campaigns.push({ company: company.name, id, title });
  }
  await fillApplications(services.db, { companyId, campaignIds, applications, randomSeed });
  await foldCounts(services);
  const first = await withSystem(services.db, (trx) =>
    trx
      .selectFrom('applications')
      .select('id')
      .where('company_id', '=', companyId)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  );
  if (first) report.links.chat = chatLink(services.config, { companyId, applicationId: first.id, linkVersion: 1 });
  return report;
}
