import type { Command } from 'commander';
import { findSandboxMessages } from '#channels/sandbox/messages.ts';
import { withSystem } from '#platform/db.ts';
import { type Output, runVerb, table, withServices } from './run.ts';

export function sandbox(program: Command): void {
  const group = program.command('sandbox').description('what went out while no provider is connected');

  group
    .command('messages')
    .description('the messages that the sandbox received, oldest first')
    .option('--to <address>', 'only those to this phone number (in any format) or e-mail address')
    .option('--limit <number>', 'the newest so many', '200')
    .option('--json', 'print the result as JSON')
    .action((options: Output & { to?: string; limit: string }) =>
      runVerb(
        options,
        () => {
          const limit = Number(options.limit);
          if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
            throw new Error(`--limit is a whole number from 1 to 10,000, not "${options.limit}".`);
          return withServices(({ db }) =>
            withSystem(db, (trx) => findSandboxMessages(trx, { companyId: null, to: options.to, limit })),
          );
        },
        (messages) =>
          messages.length === 0
            ? 'The sandbox has received nothing like that.'
            : table([
                ['SENT AT', 'COMPANY', 'CHANNEL', 'TO', 'TEXT'],
                ...messages.map(({ sentAt, company, channel, to, subject, body }) => {
                  const text = [subject, body].filter(Boolean).join(': ').replace(/\s+/g, ' ');
                  return [sentAt, company, channel, to, text];
                }),
              ]),
      ),
    );
}
