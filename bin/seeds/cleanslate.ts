import type { Services } from '#platform/services.ts';
import { seedCompany } from './accounts.ts';
import { createRandom } from './random.ts';
import type { SeedReport } from './report.ts';

/** One company with an owner and nothing else. */
export async function seedCleanslate(services: Services, randomSeed: number): Promise<SeedReport> {
  const report: SeedReport = {
    companies: [],
    users: [],
    apiKeys: [],
    campaigns: [],
    links: { home: services.config.publicUrl, chat: null, apply: null },
  };
  const company = {
    name: 'Clean Slate',
    country: 'US',
    language: 'en' as const,
    timeZone: 'America/New_York',
    domain: 'cleanslate.example',
    team: ['Olive Branch'],
  };
  await seedCompany(services, createRandom(randomSeed), company, report);
  return report;
}
