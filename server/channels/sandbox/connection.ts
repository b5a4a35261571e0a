import type { Config } from '#platform/config.ts';
import { sign } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { EgressFailed, type EgressOptions, type EgressResponse } from '#platform/egress.ts';
import type { Services } from '#platform/services.ts';
import type { Connected } from '../adapter.ts';
import type { ChannelKind } from '../channel.ts';
import { type Connection, connectedKinds, webhookUrl } from '../connections.ts';
import { isSandboxed } from '../registry.ts';
import { readSandboxFile } from './files.ts';
import { readSandboxName } from './names.ts';
import type {
  ApiAnswer,
  ApiRequest,
  Derive,
  SandboxApi,
  SandboxProvider,
  StoredFile,
  TakenMessage,
  UploadedFile,
} from './provider.ts';
import { findSandboxProvider } from './providers.ts';

/** Stands where the number of a row of `channel_connections` would: there is none. */
export const sandboxConnectionId = 0;

export type SandboxConnection = Connection & { provider: SandboxProvider };

type ConnectionServices = Pick<Services, 'config' | 'db' | 'blobs'>;

/** The connection of a company that has connected no provider to this channel. Null where it has, or where nobody is played. */
export async function sandboxConnection(
  trx: Trx,
  services: ConnectionServices,
  companyId: number,
  kind: ChannelKind,
): Promise<SandboxConnection | null> {
  const provider = findSandboxProvider(kind);
  if (!provider || !isSandboxed(services.config, await connectedKinds(trx, companyId), kind)) return null;
  const connected = connectSandbox(provider, sandboxAccount(services.config, provider, companyId), {
    file: (messageId) => readSandboxFile(services, companyId, kind, messageId),
    profile: (address) => readSandboxName(services, companyId, kind, address),
  });
  return { companyId, connectionId: sandboxConnectionId, adapter: provider.adapter, connected, provider };
}

export type Keeping = {
  /** Keeps a message, or does not. Absent where nothing is sent. */
  take?(message: TakenMessage): Promise<Fate>;
  /** Keeps a file, and tells by which id; null where it is none of the message's. */
  upload?(file: UploadedFile): string | null;
  /** Absent where nothing is fetched. */
  file?(messageId: number): Promise<StoredFile | null>;
  /** As whom somebody opened their account; empty where they did not say. */
  profile?(address: string): Promise<string>;
};

/** What becomes of a message; `silent`: it is kept, and there is no answer. */
export type Fate = { outcome: 'kept' | 'silent'; id: string } | { outcome: 'refused' | 'busy' | 'down' };

/** A company's account at a provider that is played, and where its webhooks go. */
export type SandboxAccount = { values: Record<string, unknown>; webhookUrl: string };

export function sandboxAccount(
  config: Pick<Config, 'secret' | 'publicUrl'>,
  provider: SandboxProvider,
  companyId: number,
): SandboxAccount {
  const { kind } = provider.adapter;
  return {
    values: provider.values(derivation(config, companyId, kind)),
    webhookUrl: webhookUrl(config, kind, { companyId, connectionId: sandboxConnectionId }),
  };
}

/** What an adapter works with. Its requests go to the provider that is played here, and nowhere else. */
export function connectSandbox(
  provider: SandboxProvider,
  { values, webhookUrl: address }: SandboxAccount,
  keeping: Keeping,
): Connected<Record<string, unknown>> {
  return {
    values,
    webhookUrl: address,
    fetch: async (url, options = {}) =>
      respond(url, await play(provider.api, values, keeping, await toRequest(url, options))),
    // Given out anew each time: asking costs nothing here.
    token: async (renew) => (await renew(null)).value,
  };
}

/** What nobody can guess who has not the program's secret, nor one company from another's. */
export function derivation({ secret }: Pick<Config, 'secret'>, companyId: number, kind: ChannelKind): Derive {
  return (name) => Buffer.from(sign(secret, 'sandbox', `${companyId} ${kind} ${name}`), 'base64url').toString('hex');
}

async function play(
  api: SandboxApi,
  values: Record<string, unknown>,
  { take, upload, file, profile }: Keeping,
  request: ApiRequest,
): Promise<ApiAnswer | Buffer> {
  const reading = api.read(request, values);
  if (reading.kind === 'answer') return reading.answer;
  if (reading.kind === 'message') return tellFate(api, values, reading.message, await take?.(reading.message));
  if (reading.kind === 'upload') {
    const id = upload?.(reading.file);
    return (id && api.uploaded?.(id, request)) || api.refuse();
  }
  if (reading.kind === 'profile')
    return api.profile?.(reading.address, (await profile?.(reading.address)) ?? '') ?? { status: 404, body: {} };
  const stored = await file?.(reading.messageId);
  return stored ? api.file(stored, values, request) : { status: 404, body: {} };
}

function tellFate(
  api: SandboxApi,
  values: Record<string, unknown>,
  message: TakenMessage,
  fate: Fate = { outcome: 'refused' },
): ApiAnswer {
  switch (fate.outcome) {
    case 'kept':
      return api.accept(message, fate.id, values);
    case 'refused':
      return api.refuse();
    case 'busy':
      return api.busy();
    case 'down':
      return { status: 503, body: {} };
    case 'silent':
      // As it is when the time is over: whoever shares the batch does not wait for it.
      throw new EgressFailed('timeout', 'The provider took the message and did not answer.');
  }
}

async function toRequest(url: string, { method = 'GET', headers = {}, body = '' }: EgressOptions): Promise<ApiRequest> {
  const isForm = headers['content-type']?.startsWith('multipart/form-data');
  const form = isForm ? await readForm(new Response(new Uint8Array(Buffer.from(body)), { headers })) : null;
  return { method, url: new URL(url), headers, body: form ? '' : String(body), form };
}

async function readForm(given: Response): Promise<ApiRequest['form']> {
  const entries = [...(await given.formData())];
  const fields = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const files = entries.flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [[name, { name: value.name, contentType: value.type, size: value.size }]],
  );
  return { fields: Object.fromEntries(fields), files: Object.fromEntries(files) };
}

function respond(url: string, given: ApiAnswer | Buffer): EgressResponse {
  if (Buffer.isBuffer(given)) return { status: 200, headers: {}, body: given, url };
  const headers = { 'content-type': 'application/json', ...given.headers };
  return { status: given.status, headers, body: Buffer.from(JSON.stringify(given.body)), url };
}
