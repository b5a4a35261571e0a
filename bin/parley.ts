import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { apiKey } from './verbs/api-key.ts';
import { backup } from './verbs/backup.ts';
import { company } from './verbs/company.ts';
import { doctor } from './verbs/doctor.ts';
import { jobs } from './verbs/jobs.ts';
import { migrateVerb } from './verbs/migrate.ts';
import { restore } from './verbs/restore.ts';
import { sandbox } from './verbs/sandbox.ts';
import { seed } from './verbs/seed.ts';
import { start } from './verbs/start.ts';
import { user } from './verbs/user.ts';

const program = new Command('parley')
  .description('What an operator of Parley runs. Settings come from the environment; see .env.example.')
  .version(packageJson.version)
  .showHelpAfterError();

// Every verb, one line each.
start(program);
migrateVerb(program);
seed(program);
company(program);
user(program);
apiKey(program);
jobs(program);
sandbox(program);
backup(program);
restore(program);
doctor(program);

await program.parseAsync();
