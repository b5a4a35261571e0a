import type { ChannelKind } from '#channels/channel.ts';
import { readNumber } from '#channels/sms/number.ts';
import { nextOpening } from './hours.ts';
import type { SendingRules } from './rules.ts';

type Message = { author: string; channel: ChannelKind; atOnce?: boolean | undefined };

/**
 * Whether a message keeps to the company's hours: what goes out by itself and makes a phone ring does. A letter wakes
 * nobody; what the bot says answers somebody who is there; a recruiter decides for themselves.
 */
export function keepsToHours({ author, channel, atOnce }: Message): boolean {
  return author === 'system' && channel !== 'webchat' && channel !== 'email' && !atOnce;
}

/** For many messages at one moment: until when each is held back, null where it may leave. */
export function holding(
  rules: SendingRules,
  at: Date,
): (message: { channel: ChannelKind; to: string | null }) => Date | null {
  const openings = new Map<string, Date | null>();
  return ({ channel, to }) => {
    if (!rules.hoursOn) return null;
    const zones = zonesOfAddress(channel, to);
    const key = zones.join(' ');
    if (!openings.has(key)) {
      const opening = nextOpening(at, rules.hours, zones, rules.timeZone);
      openings.set(key, opening && opening > at ? opening : null);
    }
    return openings.get(key) as Date | null;
  };
}

/** All zones in which whoever is at this address may be; none where it is no phone number. */
export function zonesOfAddress(channel: ChannelKind, to: string | null): string[] {
  if (!to || (channel !== 'sms' && channel !== 'whatsapp')) return [];
  return readNumber(to.startsWith('+') ? to : `+${to}`).zones;
}
