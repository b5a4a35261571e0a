import { type Command, InvalidArgumentError } from 'commander';
import { createApiKey } from '#accounts/api-keys.ts';
import { name } from '#accounts/schema.ts';
import { withSystem } from '#platform/db.ts';
import { companyNamed, read } from './inputs.ts';
import { type Output, runVerb, withServices } from './run.ts';

type Options = Output & { company: string; name: string; requestsPerMinute?: number };

export function apiKey(program: Command): void {
  const group = program.command('api-key').description('keys of the public API');

  group
    .command('create')
    .description('make a key and its secret, which is shown this once')
    .requiredOption('--company <id or name>', 'whose candidates it adds')
    .option('--name <name>', 'to tell it from others', 'Made by the operator')
    .option('--requests-per-minute <number>', 'how many it may send; without it as many as it likes', limit)
    .option('--json', 'print the result as JSON')
    .action((options: Options) =>
      runVerb(
        options,
        () => create(options),
        ({ company, key, secret }) =>
          `An API key of ${company}; the secret can not be shown again.\nkey:    ${key}\nsecret: ${secret}`,
      ),
    );
}

function create(options: Options) {
  const label = read(name, options.name, '--name');
  return withServices(({ db }) =>
    withSystem(db, async (trx) => {
      const company = await companyNamed(trx, options.company);
      const values = { name: label, requestsPerMinute: options.requestsPerMinute ?? null };
      const { id, key, secret } = await createApiKey(trx, company.id, values);
      return { id, company: company.name, key, secret };
    }),
  );
}

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 1,000,000.');
  return number;
}
