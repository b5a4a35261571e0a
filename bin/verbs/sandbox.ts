import type { Command } from 'commander';
import { channelKinds } from '#channels/channel.ts';
import { writeAsCandidate } from '#channels/sandbox/acting.ts';
import { findSandboxMessages } from '#channels/sandbox/messages.ts';
import { playedKinds } from '#channels/sandbox/providers.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
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

  group
    .command('send')
    .description('write as a candidate, from their phone or mailbox')
    .requiredOption('--from <address>', 'their phone number (in any format) or e-mail address')
    .requiredOption('--channel <channel>', playedKinds.join(', '))
    .requiredOption('--text <text>', 'what they write')
    .option('--name <name>', 'as they call themselves there')
    .option('--company <name>', 'to which company, where there are several')
    .option('--json', 'print the result as JSON')
    .action((options: Sending) =>
      runVerb(
        options,
        () => send(options),
        () => 'Sent.',
      ),
    );
}

type Sending = Output & { from: string; channel: string; text: string; name?: string; company?: string };

async function send({ from: phone, name, ...options }: Sending): Promise<{ id: number }> {
  const channel = channelKinds.find((kind) => kind === options.channel);
  if (!channel || !playedKinds.includes(channel))
    throw new Error(`--channel is one of ${playedKinds.join(', ')}, not "${options.channel}".`);
  const text = options.text.trim();
  if (!text) throw new Error('--text is empty.');
  return withServices(async (services) => {
    const companyId = await findCompany(services, options.company);
    return { id: await writeAsCandidate(services, companyId, { phone, channel, name }, { text }) };
  });
}

async function findCompany({ db }: Services, name: string | undefined): Promise<number> {
  const companies = await withSystem(db, (trx) =>
    trx.selectFrom('companies').select(['id', 'name']).orderBy('id').execute(),
  );
  const meant = name === undefined ? companies : companies.filter((one) => one.name === name);
  const [only] = meant;
  if (only && meant.length === 1) return only.id;
  if (!only) throw new Error(name === undefined ? 'There is no company yet.' : `There is no company "${name}".`);
  const names = companies.map((one) => `"${one.name}"`).join(', ');
  throw new Error(`Say with --company which of these is written to: ${names}.`);
}
