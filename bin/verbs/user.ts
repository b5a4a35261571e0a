import { type Command, Option } from 'commander';
import { hashPassword } from '#accounts/passwords.ts';
import { email, name } from '#accounts/schema.ts';
import { invitationLink } from '#accounts/system-mail.ts';
import { issueInvitation } from '#accounts/team.ts';
import { createUser } from '#accounts/users.ts';
import { withSystem } from '#platform/db.ts';
import { companyNamed, read } from './inputs.ts';
import { type Output, runVerb, withServices } from './run.ts';

type Options = Output & {
  company: string;
  email: string;
  name: string;
  role: 'owner' | 'manager';
  password?: string;
};

export function user(program: Command): void {
  const group = program.command('user').description('accounts of people who work with candidates');

  group
    .command('create')
    .description('make an account, with a password or with a link to set one')
    .requiredOption('--company <id or name>', 'whose account it is')
    .requiredOption('--email <address>', 'by which they sign in')
    .requiredOption('--name <name>', 'as others see it')
    .addOption(new Option('--role <role>', 'what they may do').choices(['owner', 'manager']).default('manager'))
    .option('--password <password>', 'without it a link is printed where they choose one')
    .option('--json', 'print the result as JSON')
    .action((options: Options) =>
      runVerb(
        options,
        () => create(options),
        (made) =>
          [
            `${made.email} is now ${made.role === 'owner' ? 'an owner' : 'a manager'} of ${made.company}.`,
            made.invitation ? `To choose a password within 14 days: ${made.invitation}` : '',
          ]
            .filter(Boolean)
            .join('\n'),
      ),
    );
}

async function create(options: Options) {
  const person = { email: read(email, options.email, '--email'), name: read(name, options.name, '--name') };
  const { role } = options;
  const password = options.password === undefined ? undefined : await hashPassword(options.password, person.email);
  return withServices(({ db, config }) =>
    withSystem(db, async (trx) => {
      const company = await companyNamed(trx, options.company);
      const id = await createUser(trx, company.id, { ...person, role, password, language: company.language });
      const token = password === undefined ? await issueInvitation(trx, company.id, id, null) : null;
      const invitation = token && invitationLink(config, token);
      return { id, company: company.name, email: person.email, role, invitation };
    }),
  );
}
