import type { ChannelKind } from './channel.ts';
import { fitQuickReplies } from './messenger/choices.ts';
import { fitMenu, longestText as longestWechatText } from './wechat/choices.ts';
import { tapStyle } from './whatsapp/choices.ts';

/** What fits into a message of a channel, by whichever provider it goes. */
export type Limits = {
  /** Characters of a text. */
  text: number;
  /** What is said in one turn is one message: single ones may arrive in another order, and each is paid for. */
  joined: boolean;
  /** Whether choices with these labels can be tapped beneath a text; where they can't, they are numbered. */
  tappable(text: string, labels: string[]): boolean;
  /** For so long after the candidate's last message they may be written to as one likes; absent: always. */
  windowHours?: number;
  /**
   * How many cards a menu shows, and how many beside a button for more; `list`: each is but one tap; `numbered`: they are
   * lines of the text, of which the number is written back. Absent: no menus.
   */
  cards?: { cards: number; withMore: number; list: boolean; numbered?: true };
  /** For so long by a recruiter, where that is longer. */
  humanWindowHours?: number;
  /** How many messages the window takes, and what a tap or a scan opens instead of a message. */
  quota?: { messages: number; tapped: { messages: number; minutes: number } };
};

const never = () => false;
const usual: Limits = { text: 4000, joined: true, tappable: never };

const limits: Partial<Record<ChannelKind, Limits>> = {
  webchat: { text: 4000, joined: false, tappable: () => true },
  // Ten parts and a little; what is longer no provider takes.
  sms: { text: 1600, joined: true, tappable: never, cards: { cards: 6, withMore: 5, list: false, numbered: true } },
  email: { text: 100_000, joined: true, tappable: never },
  whatsapp: {
    text: 4096,
    joined: true,
    tappable: (text, labels) => tapStyle(text, labels) !== null,
    windowHours: 24,
    cards: { cards: 10, withMore: 9, list: true },
  },
  messenger: {
    // Fewer than 2,000, says Meta.
    text: 1999,
    joined: true,
    tappable: (_text, labels) => fitQuickReplies(labels),
    windowHours: 24,
    humanWindowHours: 7 * 24,
    cards: { cards: 10, withMore: 10, list: false },
  },
  wechat: {
    text: longestWechatText,
    joined: true,
    tappable: fitMenu,
    windowHours: 48,
    cards: { cards: 6, withMore: 5, list: false, numbered: true },
    quota: { messages: 5, tapped: { messages: 3, minutes: 1 } },
  },
};

export function limitsOf(kind: ChannelKind): Limits {
  return limits[kind] ?? usual;
}

const hourMs = 3_600_000;

/** Until when somebody who wrote last at `heardAt` may be written to; null where there is no such limit. */
export function windowEnd(kind: ChannelKind, heardAt: Date, by: 'human' | 'program'): Date | null {
  const { windowHours, humanWindowHours = windowHours } = limitsOf(kind);
  const hours = by === 'human' ? humanWindowHours : windowHours;
  return hours === undefined ? null : new Date(heardAt.getTime() + hours * hourMs);
}

/** When somebody wrote or tapped last, and how many messages they got since. */
export type HeardFrom = { at: Date | null; answers: number };
export type Opening = { until: Date; left: number };

/** What may still be sent where messages are counted: by what opens more, and longer. Null where nothing ever opened it. */
export function openingOf(kind: ChannelKind, written: HeardFrom, tapped: HeardFrom, now: Date): Opening | null {
  const { quota, windowHours = 0 } = limitsOf(kind);
  if (!quota) return null;
  const openings = [
    opened(written, windowHours * hourMs, quota.messages),
    opened(tapped, (quota.tapped.minutes * hourMs) / 60, quota.tapped.messages),
  ].filter((opening) => opening !== null);
  const open = openings.filter(({ until, left }) => until > now && left > 0);
  const [longest = null] = (open.length > 0 ? open : openings).sort((a, b) => b.until.getTime() - a.until.getTime());
  return longest;
}

function opened({ at, answers }: HeardFrom, forMs: number, messages: number): Opening | null {
  return at && { until: new Date(at.getTime() + forMs), left: Math.max(0, messages - answers) };
}
