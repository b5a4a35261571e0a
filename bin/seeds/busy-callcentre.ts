import { createCampaign } from '#campaigns/campaigns.ts';
import { chatLink } from '#interviews/links.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { seedCompany } from './accounts.ts';
import { type DemoCompany, demoCompanies } from './demo-companies.ts';
import { seedResumes, seedVoices } from './own-files.ts';
import { seedAttributes, sortApplications } from './own-things.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedReport } from './report.ts';
import { tellStory } from './story.ts';
import { writeStories } from './write-stories.ts';

const chunk = 500;

/** Three companies in the middle of their work: 12 users, 8 campaigns, 5,000 applications with what was said and done, and what they have set up. */
export async function seedBusyCallcentre(services: Services, randomSeed: number): Promise<SeedReport> {
  const random = createRandom(randomSeed);
  const report: SeedReport = {
    companies: [],
    users: [],
    apiKeys: [],
    campaigns: [],
    links: { home: services.config.publicUrl, chat: null, apply: null },
  };
  const now = Date.now();
  for (const company of demoCompanies) {
    const { id, users } = await seedCompany(services, random, company, report);
    const { language } = company;
    const owner = { sessionId: '', userId: users[0]?.id ?? '', companyId: id, role: 'owner' } as const;
    await seedAttributes(services, owner, language);
    for (const campaign of company.campaigns)
      await seedCampaign(
        services,
        random,
        now,
        { company, companyId: id, users: users.map((user) => user.id), campaign },
        report,
      );
    await sortApplications(services, owner, language);
    await seedResumes(services, { companyId: id, language });
    await seedVoices(services, random, { companyId: id, language });
  }
  return report;
}

type Place = { company: DemoCompany; companyId: number; users: string[]; campaign: DemoCompany['campaigns'][number] };

async function seedCampaign(
  services: Services,
  random: Random,
  now: number,
  place: Place,
  report: SeedReport,
): Promise<void> {
  const { company, companyId, users, campaign } = place;
  const { title, country, language } = campaign;
  const campaignId = await withSystem(services.db, async (trx) => {
    const made = await createCampaign(trx, companyId, users[0] ?? null, { title, country, language });
    await trx
      .insertInto('campaign_members')
      .values(users.slice(1).map((user) => ({ company_id: companyId, campaign_id: made, user_id: user })))
      .execute();
    return made;
  });
  report.campaigns.push({ company: company.name, id: campaignId, title });
  for (let done = 0; done < campaign.applications; done += chunk) {
    const stories = Array.from({ length: Math.min(chunk, campaign.applications - done) }, (_, index) =>
      tellStory({
        random,
        now,
        language,
        voiceNames: campaign.voices,
        company: company.name,
        teamSize: users.length,
        serial: campaignId * 100_000 + done + index,
      }),
    ).sort((a, b) => a.addedAt - b.addedAt);
    const ids = await withSystem(services.db, (trx) => writeStories(trx, { companyId, campaignId, users }, stories));
    const fresh = stories.findIndex((story) => story.startedAt === null && story.folder === 'inbox');
    if (report.links.chat === null && fresh >= 0)
      report.links.chat = chatLink(services.config, { companyId, applicationId: ids[fresh] as number, linkVersion: 1 });
  }
}
