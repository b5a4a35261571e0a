import { sql } from 'kysely';
import type { Config } from '#platform/config.ts';
import { open, seal } from '#platform/crypto.ts';
import { type Database, prepared, type Trx } from '#platform/db.ts';
import { egressAddresses, isAllowedHost } from '#platform/egress.ts';
import { conflict, notFound } from '#platform/errors.ts';
import { readSignedIds, signIds } from '#platform/signed-ids.ts';
import type { Adapter, Connected } from './adapter.ts';
import type { ChannelKind } from './channel.ts';
import { providerFetch } from './provider-fetch.ts';
import { findAdapter } from './registry.ts';
import { forgetToken, keepNoToken, keepToken } from './tokens.ts';
import { words } from './words.ts';

type Values = Record<string, unknown>;
type Signing = Pick<Config, 'secret' | 'publicUrl' | 'providerOrigins' | 'privateHosts'>;
/** With which a connection works: the database only for what its provider gives out. */
type Working = { config: Signing; db: Database };

export type Connection = { companyId: number; connectionId: number; adapter: Adapter; connected: Connected<Values> };

/** Makes or renews the company's connection of this kind. One that is renewed keeps its webhook address. */
export async function saveConnection(
  trx: Trx,
  config: Signing,
  adapter: Adapter,
  values: Values,
  { companyId, userId, address }: { companyId: number; userId: string; address?: string | undefined },
): Promise<number> {
  // Of two who connect at once the second finds what the first has made.
  await trx.selectFrom('companies').select('id').where('id', '=', companyId).forNoKeyUpdate().execute();
  const before = await trx
    .selectFrom('channel_connections')
    .select(['id', 'provider'])
    .where('company_id', '=', companyId)
    .where('channel', '=', adapter.kind)
    .where('disconnected_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const secret = new Set(secretFields(adapter));
  const part = (wanted: boolean) =>
    JSON.stringify(Object.fromEntries(Object.entries(values).filter(([name]) => secret.has(name) === wanted)));
  const account = adapter.account(values);
  await requireFree(trx, adapter, companyId, account);
  const row = {
    credentials: seal([config.secret], part(true), sealContext(companyId, adapter)),
    settings: part(false),
    account,
    address: address ?? null,
    rate: adapter.rate(values),
  };
  if (before?.provider === adapter.provider) {
    const renewed = {
      ...row,
      failures: 0,
      paused_until: null,
      warned_at: null,
      last_error: null,
      last_error_code: null,
    };
    await trx
      .updateTable('channel_connections')
      .set({ ...renewed, last_error_at: null, recovered_at: null })
      .where('company_id', '=', companyId)
      .where('id', '=', before.id)
      .execute();
    await forgetToken(trx, { companyId, connectionId: before.id });
    return before.id;
  }
  if (before) await endConnection(trx, companyId, before.id);
  const { id } = await trx
    .insertInto('channel_connections')
    .values({ ...row, company_id: companyId, channel: adapter.kind, provider: adapter.provider, created_by: userId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The index would refuse it too; of another company's row this one only learns that it is there. */
async function requireFree(trx: Trx, adapter: Adapter, companyId: number, account: string): Promise<void> {
  const { rows } = await sql<{ taken: boolean }>`
    select sender_is_taken(${companyId}, ${adapter.provider}, ${account}) as taken`.execute(trx);
  if (rows[0]?.taken) throw conflict('sender_taken', words.senderTaken(account));
}

/** From now on messages of this kind, which is returned, stay in the sandbox. The secrets are gone; throws for one that is not there. */
export async function endConnection(trx: Trx, companyId: number, connectionId: number): Promise<string> {
  const ended = await trx
    .updateTable('channel_connections')
    .set({ disconnected_at: new Date(), credentials: null })
    .where('company_id', '=', companyId)
    .where('id', '=', connectionId)
    .where('disconnected_at', 'is', null)
    .returning('channel')
    .executeTakeFirst();
  if (!ended) throw notFound('connection');
  await forgetToken(trx, { companyId, connectionId });
  return ended.channel;
}

export async function listConnections(trx: Trx, companyId: number) {
  return trx
    .selectFrom('channel_connections')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('disconnected_at', 'is', null)
    .execute();
}

/** The kinds that leave by a provider that the company has connected. */
export async function connectedKinds(trx: Trx, companyId: number): Promise<Set<ChannelKind>> {
  return new Set((await listConnections(trx, companyId)).map((row) => row.channel as ChannelKind));
}

/** Of those, the kinds whose provider is given no files. */
export async function filelessKinds(trx: Trx, companyId: number): Promise<Set<ChannelKind>> {
  const rows = await listConnections(trx, companyId);
  const fileless = rows.filter(({ channel, provider }) => !findAdapter(channel, provider)?.sendFiles);
  return new Set(fileless.map((row) => row.channel as ChannelKind));
}

/** Null for one that has ended. */
export async function loadConnection(
  trx: Trx,
  { config, db }: Working,
  companyId: number,
  connectionId: number,
): Promise<Connection | null> {
  const row = await trx
    .selectFrom('channel_connections')
    .select(['channel', 'provider', 'credentials', 'settings'])
    .where('company_id', '=', companyId)
    .where('id', '=', connectionId)
    .where('disconnected_at', 'is', null)
    .modifyEnd(prepared)
    .executeTakeFirst();
  const adapter = row && findAdapter(row.channel, row.provider);
  if (!row?.credentials || !adapter) return null;
  const secrets = JSON.parse(open([config.secret], row.credentials, sealContext(companyId, adapter)));
  const values = { ...(row.settings as Values), ...secrets };
  const ids = { companyId, connectionId };
  return { ...ids, adapter, connected: connect({ config, db }, adapter, values, ids) };
}

/** What an adapter works with; before a connection is stored it has no address yet. */
export function connect(
  { config, db }: Working,
  adapter: Adapter,
  values: Values,
  ids: { companyId: number; connectionId: number } | null,
): Connected<Values> {
  const { privateHosts } = config;
  return {
    values,
    webhookUrl: ids ? webhookUrl(config, adapter.kind, ids) : '',
    network: {
      signing: config,
      addresses: (host, port) => egressAddresses(host, port, { allowPrivateHosts: privateHosts }),
      isPrivate: (host, port) => isAllowedHost(privateHosts, host, `${host}:${port}`),
    },
    fetch: providerFetch(config),
    token: ids ? keepToken({ config, db }, ids) : keepNoToken,
  };
}

export function secretFields(adapter: Adapter): string[] {
  return Object.entries(adapter.fields.shape).flatMap(([name, field]) =>
    (field as { meta(): { secret?: boolean } | undefined }).meta()?.secret ? [name] : [],
  );
}

/** A secret sealed for one company or kind does not open as another's. */
function sealContext(companyId: number, { kind, provider }: Adapter): string {
  return `channel_connections ${companyId} ${kind} ${provider}`;
}

type Ids = { companyId: number; connectionId: number };

/** Where a provider sends what comes in. It is signed, not stored, and good for as long as the connection is. */
export function webhookUrl(config: Pick<Config, 'secret' | 'publicUrl'>, kind: ChannelKind, ids: Ids): string {
  return `${config.publicUrl}/webhooks/${kind}/${webhookToken(config, ids)}`;
}

export function webhookToken(config: Pick<Config, 'secret'>, { companyId, connectionId }: Ids): string {
  return signIds(config.secret, 'webhook', [companyId, connectionId]);
}

/** Null for what we did not sign. */
export function readWebhookToken(config: Pick<Config, 'secret'>, token: string): Ids | null {
  const [companyId, connectionId] = readSignedIds(config.secret, 'webhook', token) ?? [];
  return companyId === undefined || connectionId === undefined ? null : { companyId, connectionId };
}
