/** The ways to a candidate; the same words stand in the database. */
export const channelKinds = ['webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** A file that goes with a message; `key` is the blob store's. `size` in bytes, `durationMs` for sound and film. */
export type Attachment = { key: string; name: string; contentType: string; size: number; durationMs?: number };

/** A message as a channel gets it to send. Everything is final: tokens are filled in, the address is checked. */
export type OutgoingMessage = {
  companyId: number;
  /** What the provider is told as our own reference, so that it can be asked after a crash. */
  messageId: number;
  applicationId: number | null;
  channel: ChannelKind;
  to: string;
  subject: string | null;
  body: string;
  html: string | null;
  /** The company's name, as which mail goes out. */
  senderName: string;
  /** Of the campaign, for pages that the candidate sees; the company's where there is no campaign. */
  language: string;
};

export type SendResult =
  | { outcome: 'accepted'; providerId: string }
  /** For good: another attempt would be refused as well. */
  | { outcome: 'refused'; code: string; detail: string }
  /** Not now. `retryAfterMs` is what the provider asked for, if it did. */
  | { outcome: 'later'; code: string; detail: string; retryAfterMs?: number }
  /** It may have gone out or not, and nobody can tell. It is not sent again by itself. */
  | { outcome: 'unknown'; code: string; detail: string };

/** One way of sending. Never throws for what a provider answers; an error thrown counts as `unknown`. */
export type Channel = {
  kind: ChannelKind;
  provider: string;
  /** How many messages one claim takes, and how many of them are with the provider at a time. */
  batch: number;
  concurrency: number;
  send(message: OutgoingMessage): Promise<SendResult>;
  /** Where a provider takes many at once; in the order given. */
  sendMany?(messages: OutgoingMessage[]): Promise<SendResult[]>;
  /** What became of a message whose sender died: the provider's id, null where it never arrived. Absent: it can't be asked. */
  find?(message: { companyId: number; messageId: number }): Promise<string | null>;
  close?(): Promise<void>;
};
