import type { Command } from 'commander';
import { hashPassword } from '#accounts/passwords.ts';
import { country, email, language, name } from '#accounts/schema.ts';
import { invitationLink } from '#accounts/system-mail.ts';
import { issueInvitation } from '#accounts/team.ts';
import { createCompanyWithOwner } from '#accounts/users.ts';
import { withSystem } from '#platform/db.ts';
import { read } from './inputs.ts';
import { type Output, runVerb, withServices } from './run.ts';

type Options = Output & {
  name: string;
  ownerEmail: string;
  ownerName: string;
  ownerPassword?: string;
  country: string;
  language: string;
  timeZone: string;
};

export function company(program: Command): void {
  const group = program.command('company').description('companies on this installation');

  group
    .command('create')
    .description('make a company and its owner, who gets a password or a link to set one')
    .requiredOption('--name <name>', 'of the company')
    .requiredOption('--owner-email <address>', 'of its owner')
    .requiredOption('--owner-name <name>', 'of its owner')
    .option('--owner-password <password>', 'without it a link is printed where the owner chooses one')
    .option('--country <code>', 'by which phone numbers are read', 'US')
    .option('--language <code>', 'en or es', 'en')
    .option('--time-zone <zone>', 'such as Europe/Madrid', 'UTC')
    .option('--json', 'print the result as JSON')
    .action((options: Options) =>
      runVerb(
        options,
        () => create(options),
        ({ id, name, owner }) =>
          [
            `Company ${id}, ${name}, was made with its owner ${owner.email}.`,
            owner.invitation ? `To choose a password within 14 days: ${owner.invitation}` : '',
          ]
            .filter(Boolean)
            .join('\n'),
      ),
    );
}

async function create(options: Options) {
  const values = {
    name: read(name, options.name, '--name'),
    country: read(country, options.country, '--country'),
    language: read(language, options.language, '--language'),
    timeZone: options.timeZone,
  };
  const { ownerPassword } = options;
  const address = read(email, options.ownerEmail, '--owner-email');
  const owner = {
    email: address,
    name: read(name, options.ownerName, '--owner-name'),
    password: ownerPassword === undefined ? undefined : await hashPassword(ownerPassword, address),
  };
  return withServices(({ db, config }) =>
    withSystem(db, async (trx) => {
      const { companyId, userId } = await createCompanyWithOwner(trx, values, owner);
      const token = owner.password === undefined ? await issueInvitation(trx, companyId, userId, null) : null;
      const invitation = token && invitationLink(config, token);
      return { id: companyId, name: values.name, owner: { id: userId, email: owner.email, invitation } };
    }),
  );
}
