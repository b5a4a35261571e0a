import { z } from 'zod';
import { recordAudit } from '#accounts/audit.ts';
import type { Config } from '#platform/config.ts';
import { withCompany } from '#platform/db.ts';
import { invalid, invalidField, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { wordsOfIssue } from '#platform/http/issues.ts';
import { inEach } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { type Adapter, hearsByWebhook, type Verdict } from './adapter.ts';
import type { ChannelKind } from './channel.ts';
import { connect, listConnections, saveConnection, secretFields, webhookUrl } from './connections.ts';
import { adapters, findAdapter, isSandboxed, pushedKinds } from './registry.ts';
import type { ChannelView, newConnection } from './schema.ts';
import { words } from './words.ts';

type SettingsServices = Pick<Services, 'config' | 'db' | 'hints'>;
type ConnectingServices = SettingsServices & Pick<Services, 'jobs'>;

/** Every kind of channel that there is a provider for or that goes somewhere already, with its connection. */
export async function presentChannels({ config, db }: SettingsServices, companyId: number): Promise<ChannelView[]> {
  const rows = await withCompany(db, companyId, (trx) => listConnections(trx, companyId));
  return pushedKinds
    .map((channel) => {
      const row = rows.find((one) => one.channel === channel);
      const fallback = isSandboxed(config, new Set(), channel) ? ('sandbox' as const) : ('smtp' as const);
      const goes = row ? ('provider' as const) : fallback;
      const providers = adapters.filter(({ kind }) => kind === channel).map((one) => presentAdapter(one, config));
      return { channel, goes, fallback, providers, connection: row ? presentConnection(config, companyId, row) : null };
    })
    .filter(({ goes, providers }) => goes !== 'sandbox' || providers.length > 0);
}

function presentAdapter(adapter: Adapter, config: Config) {
  const secret = new Set(secretFields(adapter));
  const { properties = {}, required = [] } = z.toJSONSchema(adapter.fields, { io: 'input' });
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    secret: secret.has(name),
    required: required.includes(name),
    value: String((property as { default?: unknown }).default ?? ''),
    group: String((property as { group?: unknown }).group ?? ''),
    options: (property as { enum?: string[] }).enum ?? [],
  }));
  const unreachableUrl = hearsByWebhook(adapter) && !isReachable(config) ? config.publicUrl : null;
  return { provider: adapter.provider, name: adapter.name, fields, unreachableUrl };
}

type Row = Awaited<ReturnType<typeof listConnections>>[number];

function presentConnection(config: Config, companyId: number, row: Row): ChannelView['connection'] {
  const channel = row.channel as ChannelKind;
  const adapter = findAdapter(channel, row.provider);
  const settings = Object.entries(row.settings as Record<string, unknown>);
  return {
    id: row.id,
    provider: row.provider,
    name: adapter?.name ?? row.provider,
    account: row.account,
    status: statusOf(row),
    lastError: row.last_error_at && {
      code: row.last_error_code ?? '',
      detail: row.last_error ?? '',
      at: row.last_error_at.toISOString(),
    },
    settings: Object.fromEntries(settings.map(([name, value]) => [name, String(value)])),
    webhookUrl: webhookUrl(config, channel, { companyId, connectionId: row.id }),
    webhookFields: [...(adapter?.webhookFields ?? [])],
    connectedAt: row.created_at.toISOString(),
  };
}

function statusOf({
  paused_until,
  last_error_at,
  recovered_at,
}: Row): NonNullable<ChannelView['connection']>['status'] {
  const until = paused_until as Date | number | null;
  if (until === Infinity) return 'blocked';
  if (until !== null && Number(until) > Date.now()) return 'paused';
  return last_error_at && !recovered_at ? 'troubled' : 'connected';
}

/** Asks the provider whether these credentials work, and keeps them where they do. Messages that wait leave at once. */
export async function connectChannel(
  { config, db, hints, jobs }: ConnectingServices,
  session: Session,
  given: z.infer<typeof newConnection>,
): Promise<{ id: number; detail: string }> {
  const { companyId, userId } = session;
  const adapter = findAdapter(given.channel, given.provider);
  if (!adapter) throw invalidField('provider', words.wrongProvider);
  const values = readValues(adapter, given.values);
  if (hearsByWebhook(adapter)) requireReachable(config);
  const verdict = await adapter.test(connect({ config, db }, adapter, values, null)).catch(unreachable);
  if (!verdict.ok) {
    const fields = verdict.fields ?? (verdict.field ? { [verdict.field]: verdict.why } : undefined);
    throw new RuleError(422, 'channel_refused', verdict.why, fields);
  }
  const id = await withCompany(db, companyId, async (trx) => {
    const connectionId = await saveConnection(trx, config, adapter, values, {
      companyId,
      userId,
      address: verdict.address,
    });
    const { channel, provider } = given;
    await recordAudit(trx, session, 'channel-connected', { connectionId, channel, provider });
    if (adapter.listTemplates)
      await jobs.enqueue(trx, 'fetch-templates', { companyId, connectionId }, { key: String(connectionId) });
    return connectionId;
  });
  hints.publish({ companyId, topic: 'channels' });
  for (const topic of ['outbox', 'mailboxes']) hints.publish({ companyId: 0, topic });
  return { id, detail: verdict.detail };
}

function readValues(adapter: Adapter, given: Record<string, string>): Record<string, unknown> {
  const parsed = adapter.fields.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(
    (issue) =>
      [
        issue.path.join('.'),
        issue.code === 'invalid_type' ? input.needed : wordsOfIssue({ ...issue, keyword: issue.code }),
      ] as const,
  );
  throw invalid(fields[0]?.[1] ?? input.needed, Object.fromEntries(fields));
}

/** Without it a connection would send, and never hear of an answer. */
function requireReachable(config: Pick<Config, 'publicUrl'>): void {
  if (!isReachable(config)) throw new RuleError(422, 'not_reachable', words.notReachable(config.publicUrl));
}

function isReachable({ publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  const { hostname } = new URL(publicUrl);
  return hostname !== 'localhost' && !/^[\d.]+$|^\[/.test(hostname);
}

function unreachable(error: unknown): Verdict {
  if (!(error instanceof RuleError)) throw error;
  return { ok: false, why: inEach((language) => words.notAsked(error.words[language])[language]) };
}
