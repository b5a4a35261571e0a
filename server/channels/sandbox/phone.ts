import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { presentAttachment } from '../attachments.ts';
import type { Attachment, ChannelKind } from '../channel.ts';
import { connectedKinds } from '../connections.ts';
import { limitsOf } from '../limits.ts';
import { isSandboxed, pushedKinds } from '../registry.ts';
import { derivation } from './connection.ts';
import { firstLink } from './messages.ts';
import { findOutage } from './outages.ts';
import type { Taps } from './provider.ts';
import { findSandboxProvider } from './providers.ts';
import { words } from './words.ts';

/** A number as it is dialled in the company's country, or a mailbox, in the one form under which it is known. */
export async function readPhone(trx: Trx, companyId: number, text: string): Promise<string> {
  const given = text.trim();
  if (/^[^@\s]+@[^@\s]+$/.test(given)) return given.toLowerCase();
  const { country } = await trx
    .selectFrom('companies')
    .select('country')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow();
  const phone = parsePhoneNumberFromString(given, country as CountryCode);
  if (!phone?.isPossible()) throw invalidField('phone', words.noPhone(given));
  return phone.number;
}

export type Owner = { name: string; email: string | null; candidateId: number | null };

/**
 * Whose phone this is, as far as the company knows: by its number, or by what a messenger calls them; else as whom somebody
 * wrote from it.
 */
export async function findOwner(trx: Trx, companyId: number, phone: string): Promise<Owner> {
  const candidate =
    (await contacts(trx, companyId)
      .where('k.kind', '=', phone.includes('@') ? 'email' : 'phone')
      .where('k.value', '=', phone)
      .executeTakeFirst()) ??
    (await contacts(trx, companyId)
      .innerJoin('sandbox_accounts as a', (join) =>
        join
          .onRef('a.company_id', '=', 'k.company_id')
          .onRef('a.channel', '=', 'k.kind')
          .onRef('a.address', '=', 'k.value'),
      )
      .where('a.phone', '=', phone)
      .orderBy('c.id', 'desc')
      .executeTakeFirst());
  const account = await trx
    .selectFrom('sandbox_accounts')
    .select('name')
    .where('company_id', '=', companyId)
    .where('phone', '=', phone)
    .where('name', 'is not', null)
    .executeTakeFirst();
  const name = [candidate?.first_name, candidate?.last_name].filter(Boolean).join(' ');
  return { name: name || account?.name || '', email: candidate?.email ?? null, candidateId: candidate?.id ?? null };
}

function contacts(trx: Trx, companyId: number) {
  return trx
    .selectFrom('candidate_contacts as k')
    .innerJoin('candidates as c', (join) =>
      join.onRef('c.company_id', '=', 'k.company_id').onRef('c.id', '=', 'k.candidate_id'),
    )
    .select(['c.id', 'c.first_name', 'c.last_name', 'c.email'])
    .where('k.company_id', '=', companyId);
}

/** Who the owner of a phone is on a channel; null for somebody who can not be there. */
export function addressOn(
  config: Pick<Config, 'secret'>,
  companyId: number,
  kind: ChannelKind,
  phone: string,
  { email }: Owner,
): string | null {
  const provider = findSandboxProvider(kind);
  const mailbox = phone.includes('@') ? phone : (email?.toLowerCase() ?? null);
  if (kind === 'email') return mailbox;
  return provider?.addressOf(phone, derivation(config, companyId, kind)) ?? null;
}

export type PhoneChannel = Exclude<ChannelKind, 'webchat'>;
export type PhoneQuery = { phone: string; channel?: PhoneChannel | undefined };

const mostMessages = 200;

/** A candidate's phone: on which channels it is, and what it shows on one of them. */
export async function showPhone(
  trx: Trx,
  { config }: Pick<Services, 'config'>,
  companyId: number,
  { phone: given, channel: wanted }: PhoneQuery,
) {
  const phone = await readPhone(trx, companyId, given);
  const owner = await findOwner(trx, companyId, phone);
  const connected = await connectedKinds(trx, companyId);
  const tabs = pushedKinds.flatMap((channel) => {
    const address = isSandboxed(config, connected, channel)
      ? addressOn(config, companyId, channel, phone, owner)
      : null;
    return address ? [{ channel, address, opens: findSandboxProvider(channel)?.open !== undefined }] : [];
  });
  const tab = tabs.find(({ channel }) => channel === wanted) ?? tabs[0];
  const candidateId = owner.candidateId ?? (tab ? await findByAddress(trx, companyId, tab) : null);
  const application = candidateId && (await newestApplication(trx, companyId, candidateId));
  const about = { phone, name: owner.name, applicationId: application || null, tabs };
  if (!tab) return { ...about, channel: null, closes: false, trouble: null, outage: null, messages: [] };
  const messages = await readMessages(trx, companyId, tab);
  return {
    ...about,
    channel: tab.channel,
    closes: limitsOf(tab.channel).windowHours !== undefined,
    trouble: await findTrouble(trx, companyId, tab),
    outage: await findOutage(trx, companyId, tab.channel),
    messages: messages.map((row) => present(row, config)),
  };
}

type Account = { channel: ChannelKind; address: string };

/** Who they are there may be known, and their number not. */
async function findByAddress(trx: Trx, companyId: number, { channel, address }: Account): Promise<number | null> {
  const row = await trx
    .selectFrom('candidate_contacts')
    .select('candidate_id')
    .where('company_id', '=', companyId)
    .where('kind', '=', channel)
    .where('value', '=', address)
    .executeTakeFirst();
  return row?.candidate_id ?? null;
}

async function newestApplication(trx: Trx, companyId: number, candidateId: number): Promise<number | null> {
  const { id } = await trx
    .selectFrom('applications')
    .select((of) => of.fn.max('id').as('id'))
    .where('company_id', '=', companyId)
    .where('candidate_id', '=', candidateId)
    .executeTakeFirstOrThrow();
  return id;
}

async function findTrouble(trx: Trx, companyId: number, { channel, address }: Account) {
  const row = await trx
    .selectFrom('sandbox_accounts')
    .select('trouble')
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .executeTakeFirst();
  return (row?.trouble ?? null) as 'refused' | 'lost' | null;
}

async function readMessages(trx: Trx, companyId: number, { channel, address }: Account) {
  const newest = await trx
    .selectFrom('sandbox_messages')
    .select([
      'id',
      'message_id',
      'author',
      'subject',
      'body',
      'html',
      'taps',
      'file',
      'attachments',
      'lost',
      'reported',
      'sent_at',
    ])
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('to_address', '=', address)
    .where('operator_only', '=', false)
    .orderBy('id', 'desc')
    .limit(mostMessages)
    .execute();
  return newest.toReversed();
}

function present(row: Awaited<ReturnType<typeof readMessages>>[number], config: Pick<Config, 'secret'>) {
  const { id, author, subject, body: text, html, lost } = row;
  const files = [row.file, ...(row.attachments as unknown[])].filter((file) => file !== null) as Attachment[];
  return {
    id,
    author: author as 'company' | 'candidate',
    subject,
    text,
    html,
    /** Null for mails of Parley itself: nobody waits for news of them. */
    messageId: row.message_id,
    taps: row.taps as Taps | null,
    files: files.map((file) => presentAttachment(file, config)),
    lost,
    reported: row.reported as 'delivered' | 'read' | 'failed' | null,
    link: firstLink(text),
    at: row.sent_at.toISOString(),
  };
}
