import { sql } from 'kysely';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict, invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import type { Attachment, ChannelKind } from '../channel.ts';
import { takeWebhook } from '../webhooks.ts';
import { type SandboxConnection, sandboxConnection } from './connection.ts';
import { addressOn, findOwner, readPhone } from './phone.ts';
import type { Report, Taps, Webhook, Writing } from './provider.ts';
import { sandboxId } from './taking.ts';
import { words } from './words.ts';

export type On = { phone: string; channel: ChannelKind };
export type Said = { text: string } | { tap: { messageId: number; replyId: string } };
export const largestFile = 16 * 1024 * 1024;

/** Somebody writes or taps on their phone. The provider tells of it by a signed webhook, in the same transaction. Returns its id. */
export function writeAsCandidate(
  services: Services,
  companyId: number,
  on: On & { name?: string | undefined },
  said: Said,
): Promise<number> {
  return withCompany(services.db, companyId, async (trx) => {
    const account = await openAccount(trx, services, companyId, on);
    if ('text' in said) return store(trx, services, account, { kind: 'text', text: said.text });
    const { taps } = await loadMessage(trx, account, said.tap.messageId);
    const reply = taps?.replies.find(({ id }) => id === said.tap.replyId);
    if (!taps || !reply) throw invalidField('tap', words.nothingToTap);
    return store(trx, services, account, { kind: 'tap', style: taps.style, reply });
  });
}

/** Somebody comes by a link, or by the button with which one begins. Returns its id; throws where one just writes. */
export function openAsCandidate(
  services: Services,
  companyId: number,
  on: On & { name?: string | undefined },
  ref: string | null,
): Promise<number> {
  return withCompany(services.db, companyId, async (trx) => {
    const { connection, address } = await openAccount(trx, services, companyId, on);
    const { provider, connected } = connection;
    if (!provider.open) throw invalidField('channel', words.noOpenings);
    const again = await hasWritten(trx, { companyId, channel: on.channel, address });
    const body = ref === null ? 'Get Started' : `m.me/?ref=${ref}`;
    const row = await keepWriting(trx, { companyId, channel: on.channel, address, body });
    const opening = { id: row.id, at: row.sent_at, from: address, ref, again };
    await tell(trx, services, connection, provider.open(opening, connected));
    return row.id;
  });
}

/** Somebody sends a voice note, a picture or the like; what it is, its bytes say. */
export async function sendFileAsCandidate(
  services: Services,
  companyId: number,
  on: On,
  { body, ...file }: { body: Buffer; contentType: string; name: string },
): Promise<number> {
  if (body.length === 0) throw invalidField('body', words.emptyFile);
  const { contentType } = await sniffContent(body.subarray(0, 4100), file.contentType);
  if (!/^(audio|image|video)\/|^application\/pdf$/.test(contentType))
    throw new RuleError(415, 'not_taken', words.notTaken);
  // Before anything is kept of it.
  await withCompany(services.db, companyId, (trx) => openAccount(trx, services, companyId, on));
  const { key, size } = await storeBlob(services, companyId, body, { contentType, maxBytes: largestFile });
  return withCompany(services.db, companyId, async (trx) => {
    const account = await openAccount(trx, services, companyId, on);
    await claimBlobs(trx, companyId, [key]);
    const content = { kind: 'file' as const, contentType, name: file.name, text: '' };
    return store(trx, services, account, content, { key, name: file.name, contentType, size });
  });
}

/** Somebody looks at their phone: what has arrived there by then is delivered, and read where the channel tells of that. */
export function readAsCandidate(services: Services, companyId: number, on: On & { upTo: number }): Promise<void> {
  return withCompany(services.db, companyId, async (trx) => {
    const { connection, address } = await openAccount(trx, services, companyId, on);
    const { provider } = connection;
    const rows = await trx
      .updateTable('sandbox_messages')
      .set({
        reported: sql<string>`case when lost then 'failed' else ${provider.tellsReading ? 'read' : 'delivered'} end`,
      })
      .where('company_id', '=', companyId)
      .where('channel', '=', on.channel)
      .where('to_address', '=', address)
      .where('author', '=', 'company')
      .where('id', '<=', on.upTo)
      .where('reported', 'is', null)
      .where('message_id', 'is not', null)
      .returning(['message_id', 'retries', 'lost'])
      .execute();
    const told = (status: Report['status']) =>
      rows
        .filter(({ lost }) => lost === (status === 'failed'))
        .map(({ message_id, retries }) => ({ messageId: message_id as number, retries }))
        .map((one) => ({ ...one, providerId: sandboxId(one.messageId), to: address, status }));
    for (const status of ['delivered', ...(provider.tellsReading ? ['read' as const] : []), 'failed'] as const) {
      const reports = told(status);
      const webhooks = reports.length > 0 ? provider.report(reports, connection.connected) : [];
      for (const webhook of webhooks) await tell(trx, services, connection, webhook);
    }
  });
}

/** What the next message to this account meets; null: nothing. */
export function playTrouble(
  services: Services,
  companyId: number,
  on: On,
  trouble: 'refused' | 'lost' | null,
): Promise<void> {
  return withCompany(services.db, companyId, async (trx) => {
    const { address } = await openAccount(trx, services, companyId, on);
    await trx
      .updateTable('sandbox_accounts')
      .set({ trouble })
      .where('company_id', '=', companyId)
      .where('channel', '=', on.channel)
      .where('address', '=', address)
      .execute();
  });
}

type Account = { connection: SandboxConnection; address: string; name: string };

/** Throws where the channel does not end in the sandbox, or nobody with this phone can be on it. */
export async function openAccount(
  trx: Trx,
  services: Services,
  companyId: number,
  { phone: given, channel, name }: On & { name?: string | undefined },
): Promise<Account> {
  const connection = await sandboxConnection(trx, services, companyId, channel);
  if (!connection) throw conflict('not_in_sandbox', words.notInSandbox);
  const phone = await readPhone(trx, companyId, given);
  const owner = await findOwner(trx, companyId, phone);
  const address = addressOn(services.config, companyId, channel, phone, owner);
  if (!address) throw invalidField('channel', words.notThere);
  await trx
    .insertInto('sandbox_accounts')
    .values({ company_id: companyId, channel, address, phone, name: name ?? null })
    .onConflict((on) => {
      const update = on.columns(['company_id', 'channel', 'address']);
      return name ? update.doUpdateSet({ name }) : update.doNothing();
    })
    .execute();
  return { connection, address, name: name || owner.name || phone };
}

async function loadMessage(trx: Trx, { connection, address }: Account, id: number): Promise<{ taps: Taps | null }> {
  const row = await trx
    .selectFrom('sandbox_messages')
    .select('taps')
    .where('company_id', '=', connection.companyId)
    .where('channel', '=', connection.adapter.kind)
    .where('to_address', '=', address)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('message');
  return { taps: row.taps as Taps | null };
}

async function store(
  trx: Trx,
  services: Services,
  { connection, address, name }: Account,
  content: Writing['content'],
  file: Attachment | null = null,
): Promise<number> {
  const { companyId, adapter, connected, provider } = connection;
  const body = content.kind === 'tap' ? content.reply.title : content.text;
  const row = await keepWriting(trx, { companyId, channel: adapter.kind, address, body, file });
  const writing = { id: row.id, at: row.sent_at, from: address, name, content };
  await tell(trx, services, connection, provider.write(writing, connected));
  return row.id;
}

type Kept = { companyId: number; channel: ChannelKind; address: string; body: string };

/** What stands on the phone from now on. `file` is the one by which the provider gives it out, `files` those of a mail. */
export function keepWriting(
  trx: Trx,
  {
    companyId,
    channel,
    address,
    body,
    subject = null,
    file = null,
    files = [],
  }: Kept & { subject?: string | null; file?: Attachment | null; files?: Attachment[] },
): Promise<{ id: number; sent_at: Date }> {
  return trx
    .insertInto('sandbox_messages')
    .values({
      company_id: companyId,
      channel,
      to_address: address,
      author: 'candidate',
      subject,
      body,
      file: file && JSON.stringify(file),
      attachments: JSON.stringify(files),
    })
    .returning(['id', 'sent_at'])
    .executeTakeFirstOrThrow();
}

async function hasWritten(
  trx: Trx,
  { companyId, channel, address }: Pick<Kept, 'companyId' | 'channel' | 'address'>,
): Promise<boolean> {
  const row = await trx
    .selectFrom('sandbox_messages')
    .select('id')
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('to_address', '=', address)
    .where('author', '=', 'candidate')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Past its signature and by the same way as what comes from outside. */
async function tell(
  trx: Trx,
  services: Services,
  connection: SandboxConnection,
  { query = {}, headers, body }: Webhook,
): Promise<void> {
  const asked = new URLSearchParams(query).toString();
  const { webhookUrl } = connection.connected;
  const url = asked ? `${webhookUrl}?${asked}` : webhookUrl;
  await takeWebhook(trx, services, connection, { url, query, headers, body: Buffer.from(body) });
}
