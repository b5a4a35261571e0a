import type { Services } from '#platform/services.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { smtpChannel } from './email/smtp.ts';
import { sandboxChannel } from './sandbox/sandbox.ts';

/** By what a channel's messages leave where the company has connected no provider: the operator's, else the sandbox. */
export function channelFor(services: Pick<Services, 'config' | 'db'>, kind: ChannelKind): Channel {
  if (kind === 'webchat') throw new TypeError('Web chat is fetched by the page; it is never sent.');
  const { config } = services;
  return kind === 'email' && config.smtpUrl ? smtpChannel(config) : sandboxChannel(services, kind);
}
