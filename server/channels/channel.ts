import type { TemplateContent } from './templates/template.ts';

/** The ways to a candidate; the same words stand in the database. */
export const channelKinds = ['webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/**
 * A file that goes with a message; `key` is the blob store's. `size` in bytes, `durationMs` for sound and film, `cid` by
 * which the HTML of a mail names a picture of its own.
 */
export type Attachment = {
  key: string;
  name: string;
  contentType: string;
  size: number;
  durationMs?: number;
  cid?: string;
};

export type Choices = { questionId: string; options: { id: string; label: string }[] };

/** What is done by a tap: something comes back to us, or a page opens. */
export type CardButton = { title: string; payload: string } | { title: string; url: string };

export type Card = { title: string; subtitle: string; buttons: CardButton[] };

/** Several things of which one can be chosen, shown in a row or as a list. All of it is final. */
export type Menu = {
  /** Above them, where the channel has a place for it. */
  text: string;
  /** On the button that opens the list, where there is one. */
  choose: string;
  cards: Card[];
  /** What shows the next ones. */
  more: { title: string; payload: string } | null;
};

/**
 * A file as a channel gets it to send. `url` is where anybody may fetch it for some hours. `read` throws a
 * `FileUnreadable`, so it stands before anything is sent.
 */
export type OutgoingFile = Attachment & { url: string; read(): Promise<Buffer> };

/** The file store does not give a file out: `gone` for good, else at the moment. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable';
  readonly gone: boolean;
  constructor(gone: boolean, cause?: unknown) {
    super(gone ? 'A file of this message is no longer there.' : 'A file of this message can not be read.', { cause });
    this.gone = gone;
  }
}

/** What a file that can't be read means for its message: nothing was sent. */
export function unreadable({ gone, message: detail }: FileUnreadable): SendResult {
  return gone
    ? { outcome: 'refused', code: 'file_gone', detail }
    : { outcome: 'later', code: 'file_unreadable', detail };
}

/** A message as a channel gets it to send. Everything is final: tokens are filled in, the address is checked. */
export type OutgoingMessage = {
  companyId: number;
  /** What the provider is told as our own reference, so that it can be asked after a crash. */
  messageId: number;
  /** How often somebody had it sent again: each of these sendings has a reference of its own. */
  retries: number;
  applicationId: number | null;
  channel: ChannelKind;
  to: string;
  subject: string | null;
  body: string;
  html: string | null;
  /** At most as many as the channel carries in one message; the text may then be empty. */
  files: readonly OutgoingFile[];
  /** What can be tapped to answer, where the channel has that. */
  choices: Choices | null;
  /** What can be chosen from; `body` says the same in words. */
  menu: Menu | null;
  /** The approved text that it is, with which a channel may also be begun. */
  template: TemplateContent | null;
  /** Too late after their last message for anybody but a person to answer. */
  late: boolean;
  /** The company's name, as which mail goes out. */
  senderName: string;
  /** Of the campaign, for pages that the candidate sees; the company's where there is no campaign. */
  language: string;
  /** Of a mail: what was written before about the same application. */
  thread?: Thread | null;
  /** No person has written it. */
  automatic?: boolean;
};

/** `subject` of the newest mail, and the ids of the mails, the newest last. */
export type Thread = { subject: string | null; ids: string[] };

/**
 * What is the sender's trouble and not the message's. `slow`: it sends too fast. `down`: the provider fails. `blocked`:
 * nothing can go until the owner of the connection has put something right.
 */
export type SenderTrouble = 'slow' | 'down' | 'blocked';

export type SendResult =
  | { outcome: 'accepted'; providerId: string }
  /**
   * For good: another attempt would be refused as well. `optedOut`: the provider says that this address must not be
   * written to; `bounced`: that nobody is there. `trouble`: the owner of the connection should know of it.
   */
  | { outcome: 'refused'; code: string; detail: string; optedOut?: true; bounced?: true; trouble?: true }
  /** Not now. `retryAfterMs` is what the provider asked for, if it did. */
  | { outcome: 'later'; code: string; detail: string; retryAfterMs?: number; sender?: SenderTrouble }
  /** It may have gone out or not. The provider is asked where that is possible; it is not sent again without. */
  | { outcome: 'unknown'; code: string; detail: string; sender?: SenderTrouble };

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
  /**
   * What became of a message that was given to the provider at `since`, by a sender that died or got no answer: the
   * provider's id, null where it never arrived. Absent: it can't be asked.
   */
  find?(message: OutgoingMessage, since: Date): Promise<string | null>;
  close?(): Promise<void>;
};
