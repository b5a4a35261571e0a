import type { ChannelKind } from '#channels/channel.ts';
import { limitsOf, type Opening, windowEnd } from '#channels/limits.ts';
import { readNumber } from '#channels/sms/number.ts';
import type { Words } from '#platform/sentences.ts';
import type { LimitReason } from './sending/counters.ts';
import type { SendingRules } from './sending/rules.ts';
import { words } from './words.ts';

export type UnavailableReason =
  | 'no_phone'
  | 'no_email'
  | 'suppressed'
  | 'bounced'
  | 'chat_not_opened'
  | 'not_written'
  | 'window_closed'
  | 'messages_used_up'
  | 'not_connected'
  | 'premium_number'
  | 'country_not_allowed'
  | 'too_long'
  | LimitReason;

export const unavailableWords: Record<UnavailableReason, Words> = {
  no_phone: words.noPhone,
  no_email: words.noEmail,
  suppressed: words.suppressed,
  bounced: words.bounced,
  chat_not_opened: words.chatNotOpened,
  not_written: words.notWritten,
  window_closed: words.windowClosed,
  messages_used_up: words.messagesUsedUp,
  not_connected: words.notConnected,
  premium_number: words.premiumNumber,
  country_not_allowed: words.countryNotAllowed,
  too_long: words.tooLong,
  sms_cap: words.smsCap,
  number_limit: words.numberLimit,
  prefix_limit: words.prefixLimit,
};

/** What decides about one message. */
export type Facts = {
  channel: ChannelKind;
  address: string;
  text: string;
  /** When the person wrote last from this address. */
  heardAt: Date | null;
  /** Where the channel counts messages: what may still be sent; null where they never wrote. */
  opening: Opening | null;
  /** Why the address must not be written to. */
  suppressed: string | null;
  /** With an approved text one may begin. */
  approved?: boolean;
  rules: SendingRules;
  /** A person may answer later than the program on some channels. */
  by: 'human' | 'program';
  at: Date;
};

/**
 * Why a message must not leave, whoever sends it; null where it may. Asked before somebody writes (`reach.ts`), and again
 * of everything that is about to leave (`sending/admission.ts`), where the limits that all share are counted as well.
 */
export function whyNot({ channel, address, text, suppressed, rules, at, ...facts }: Facts): UnavailableReason | null {
  const { text: longest, quota } = limitsOf(channel);
  const { opening, heardAt, by, approved } = facts;
  if (suppressed !== null) return suppressed === 'bounced' ? 'bounced' : 'suppressed';
  const late = quota ? !opening || opening.until <= at : isLate({ channel, heardAt }, by, at);
  if (late && !approved) return 'window_closed';
  if (quota && opening?.left === 0) return 'messages_used_up';
  if (text.length > longest) return 'too_long';
  if (channel !== 'sms') return null;
  const { premium, countries } = readNumber(address);
  if (premium) return 'premium_number';
  return rules.unlimited || countries.some((country) => rules.allowed.has(country)) ? null : 'country_not_allowed';
}

/** Whether it is too long since they wrote for this one to answer. */
export function isLate(
  { channel, heardAt }: Pick<Facts, 'channel' | 'heardAt'>,
  by: Facts['by'],
  at = new Date(),
): boolean {
  const until = windowEnd(channel, heardAt ?? neverHeard, by);
  return until !== null && until <= at;
}

const neverHeard = new Date(0);
