import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/db.ts';
import { type Channel, type ChannelKind, channelKinds } from './channel.ts';
import { smtpChannel } from './email/smtp.ts';
import { sandboxChannel } from './sandbox/sandbox.ts';

/** The channels whose messages are pushed to a provider. Web chat is not among them: the candidate's page fetches it. */
export const pushedKinds = channelKinds.filter((kind) => kind !== 'webchat');

/** By what a channel's messages leave: a provider where one is configured, else the sandbox. */
export function channelFor(config: Config, db: Database, kind: ChannelKind): Channel {
  if (kind === 'webchat') throw new TypeError('Web chat is fetched by the page; it is never sent.');
  return kind === 'email' && config.smtpUrl ? smtpChannel(config) : sandboxChannel(db, kind);
}

/** Whether what goes out by this channel stays in the sandbox. */
export function isSandboxed(config: Pick<Config, 'smtpUrl'>, kind: string): boolean {
  return kind !== 'webchat' && !(kind === 'email' && config.smtpUrl);
}
