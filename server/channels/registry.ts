import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/db.ts';
import type { Adapter } from './adapter.ts';
import { type Channel, type ChannelKind, channelKinds } from './channel.ts';
import { smtpChannel } from './email/smtp.ts';
import { messenger } from './messenger/adapter.ts';
import { sandboxChannel } from './sandbox/sandbox.ts';
import { telnyx } from './sms/telnyx/adapter.ts';
import { twilio } from './sms/twilio/adapter.ts';
import { wechat } from './wechat/adapter.ts';
import { whatsapp } from './whatsapp/adapter.ts';

/** Every provider that a company can connect. */
export const adapters: readonly Adapter[] = [twilio, telnyx, whatsapp, messenger, wechat];

export function findAdapter(kind: string, provider: string): Adapter | undefined {
  return adapters.find((adapter) => adapter.kind === kind && adapter.provider === provider);
}

/** The channels whose messages are pushed to a provider. Web chat is not among them: the candidate's page fetches it. */
export const pushedKinds = channelKinds.filter((kind) => kind !== 'webchat');

/** By what a channel's messages leave where the company has connected no provider: the operator's, else the sandbox. */
export function channelFor(config: Config, db: Database, kind: ChannelKind): Channel {
  if (kind === 'webchat') throw new TypeError('Web chat is fetched by the page; it is never sent.');
  return kind === 'email' && config.smtpUrl ? smtpChannel(config) : sandboxChannel(db, kind);
}

/** Whether what goes out by this channel stays in the sandbox; `connected` are the kinds that the company has connected. */
export function isSandboxed(
  config: Pick<Config, 'smtpUrl'>,
  connected: ReadonlySet<ChannelKind>,
  kind: ChannelKind,
): boolean {
  return kind !== 'webchat' && !connected.has(kind) && !(kind === 'email' && config.smtpUrl);
}
