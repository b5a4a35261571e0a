import { type Command, InvalidArgumentError } from 'commander';
import { seedBusyCallcentre } from '../seeds/busy-callcentre.ts';
import { seedCleanslate } from '../seeds/cleanslate.ts';
import { seedHighVolume } from '../seeds/high-volume.ts';
import type { SeedReport } from '../seeds/report.ts';
import { type Output, runVerb, table, withServices } from './run.ts';

type Options = Output & { randomSeed: number; applications: number };

const seeds = ['cleanslate', 'busy-callcentre', 'high-volume'] as const;

export function seed(program: Command): void {
  program
    .command('seed <name>')
    .description(`make data to try Parley with: ${seeds.join(', ')}`)
    .option('--random-seed <number>', 'the same number makes the same data', wholeNumber, 1)
    .option('--applications <number>', 'how many, for high-volume', wholeNumber, 1_000_000)
    .option('--json', 'print what was made as JSON')
    .action((name: string, options: Options) =>
      runVerb(options, () => withServices((services) => make(name)(services, options)), present),
    );
}

type Services = Parameters<typeof seedCleanslate>[0];

function make(name: string): (services: Services, options: Options) => Promise<SeedReport> {
  switch (name) {
    case 'cleanslate':
      return (services, { randomSeed }) => seedCleanslate(services, randomSeed);
    case 'busy-callcentre':
      return (services, { randomSeed }) => seedBusyCallcentre(services, randomSeed);
    case 'high-volume':
      return (services, { randomSeed, applications }) => seedHighVolume(services, randomSeed, applications);
    default:
      throw new Error(`There is no seed "${name}". There are: ${seeds.join(', ')}.`);
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}

function present(report: SeedReport): string {
  const users = report.users.map(({ company, email, password, role }) => [company, role, email, password]);
  const keys = report.apiKeys.map(({ company, key, secret }) => [company, key, secret]);
  return [
    table([['COMPANY', 'ROLE', 'E-MAIL', 'PASSWORD'], ...users]),
    table([['COMPANY', 'API KEY', 'SECRET'], ...keys]),
    `Sign in at ${report.links.home}${report.links.chat ? `; a candidate's interview: ${report.links.chat}` : ''}`,
  ].join('\n\n');
}
