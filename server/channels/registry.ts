import type { Config } from '#platform/config.ts';
import type { Adapter } from './adapter.ts';
import { type ChannelKind, channelKinds } from './channel.ts';
import { mail } from './email/adapter.ts';
import { messenger } from './messenger/adapter.ts';
import { telnyx } from './sms/telnyx/adapter.ts';
import { twilio } from './sms/twilio/adapter.ts';
import { wechat } from './wechat/adapter.ts';
import { whatsapp } from './whatsapp/adapter.ts';

/** Every provider that a company can connect. */
export const adapters: readonly Adapter[] = [twilio, telnyx, mail, whatsapp, messenger, wechat];

export function findAdapter(kind: string, provider: string): Adapter | undefined {
  return adapters.find((adapter) => adapter.kind === kind && adapter.provider === provider);
}

/** The channels whose messages are pushed to a provider. Web chat is not among them: the candidate's page fetches it. */
export const pushedKinds = channelKinds.filter((kind) => kind !== 'webchat');

/** Whether what goes out by this channel stays in the sandbox; `connected` are the kinds that the company has connected. */
export function isSandboxed(
  config: Pick<Config, 'smtpUrl'>,
  connected: ReadonlySet<ChannelKind>,
  kind: ChannelKind,
): boolean {
  return kind !== 'webchat' && !connected.has(kind) && !(kind === 'email' && config.smtpUrl);
}
