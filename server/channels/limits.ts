import type { ChannelKind } from './channel.ts';

/** What fits into a message of a channel, by whichever provider it goes. */
export type Limits = {
  /** Characters of a text. */
  text: number;
  /** Whether an answer can be tapped; where it can't, choices are numbered. */
  buttons: boolean;
};

const usual: Limits = { text: 4000, buttons: false };

const limits: Partial<Record<ChannelKind, Limits>> = {
  webchat: { text: 4000, buttons: true },
  // Ten parts and a little; what is longer no provider takes.
  sms: { text: 1600, buttons: false },
  email: { text: 100_000, buttons: false },
};

export function limitsOf(kind: ChannelKind): Limits {
  return limits[kind] ?? usual;
}
