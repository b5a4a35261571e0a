import { createApiKey } from '#accounts/api-keys.ts';
import { hashPassword } from '#accounts/passwords.ts';
import { createCompany, createUser, type NewUser } from '#accounts/users.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { DemoCompany } from './demo-companies.ts';
import type { Random } from './random.ts';
import type { SeedReport } from './report.ts';

export type SeededCompany = { id: number; name: string; users: { id: string; name: string }[] };

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A company with its owner, managers and an API key, all of which go into the report. */
export async function seedCompany(
  services: Services,
  random: Random,
  company: Omit<DemoCompany, 'campaigns'>,
  report: SeedReport,
): Promise<SeededCompany> {
  const { name, country, language, timeZone } = company;
  const team: NewUser[] = [];
  for (const [index, person] of company.team.entries()) {
    const role = index === 0 ? 'owner' : 'manager';
    const email = `${address(person)}@${company.domain}`;
    const password = Array.from({ length: 14 }, () => random.pick([...letters])).join('');
    team.push({ email, name: person, role, password: await hashPassword(password, email), language });
    report.users.push({ company: name, email, password, role });
  }
  return withSystem(services.db, async (trx) => {
    const id = await createCompany(trx, { name, country, language, timeZone });
    const users: SeededCompany['users'] = [];
    for (const user of team) users.push({ id: await createUser(trx, id, user), name: user.name });
    const { key, secret } = await createApiKey(trx, id, { name: 'Careers site', createdBy: users[0]?.id });
    report.companies.push({ id, name });
    report.apiKeys.push({ company: name, key, secret });
    return { id, name, users };
  });
}

function address(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');
}
