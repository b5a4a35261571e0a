import type { ChannelKind } from './channel.ts';
import { fitQuickReplies } from './messenger/choices.ts';
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
  /** For so long by a recruiter, where that is longer. */
  humanWindowHours?: number;
};

const never = () => false;
const usual: Limits = { text: 4000, joined: true, tappable: never };

const limits: Partial<Record<ChannelKind, Limits>> = {
  webchat: { text: 4000, joined: false, tappable: () => true },
  // Ten parts and a little; what is longer no provider takes.
  sms: { text: 1600, joined: true, tappable: never },
  email: { text: 100_000, joined: true, tappable: never },
  whatsapp: {
    text: 4096,
    joined: true,
    tappable: (text, labels) => tapStyle(text, labels) !== null,
    windowHours: 24,
  },
  messenger: {
    // Fewer than 2,000, says Meta.
    text: 1999,
    joined: true,
    tappable: (_text, labels) => fitQuickReplies(labels),
    windowHours: 24,
    humanWindowHours: 7 * 24,
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
