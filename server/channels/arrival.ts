import type { Wanted } from './campaign-ref.ts';
import type { Attachment } from './channel.ts';
import type { Sending } from './reference.ts';
import type { TemplateNews } from './templates/templates.ts';

/** What a candidate did, in the words of no channel in particular. */
export type InboundPayload =
  /** `text` is what was tapped to begin, on a channel that shows it. */
  | { kind: 'opened'; text?: string | undefined }
  /** They want to see what is open. */
  | { kind: 'openings'; text: string; wanted: Wanted }
  | { kind: 'text'; text: string; questionId?: string | undefined }
  | { kind: 'choice'; choiceId: string; questionId?: string | undefined }
  | { kind: 'skip'; questionId?: string | undefined }
  | {
      kind: 'audio';
      blobKey: string;
      name: string;
      contentType: string;
      size: number;
      durationMs: number;
      questionId?: string | undefined;
    }
  /** Files that are still with the provider; each that was fetched stands in `files`. */
  | { kind: 'media'; text: string; media: MediaReference[]; files: Attachment[] }
  /** A letter. `text` is what they wrote, without what they quote; the bot is told nothing of a `silent` one. */
  | {
      kind: 'mail';
      text: string;
      subject: string;
      /** As it came: it is made harmless where it is shown. */
      html: string | null;
      files: Attachment[];
      /** Files that were too many or too large to be kept. */
      lostFiles: number;
      silent: boolean;
      /** Nobody vouches for the address from which it seems to come, and it answers nothing of ours. */
      unconfirmed?: boolean;
      /** Whether they want to be written to, where it says that, and at which addresses; `answers`: else it is an answer. */
      said?: { word: 'stop' | 'start'; addresses: string[]; answers: boolean };
    }
  /**
   * STOP and its kin: kept as what was said, and no answer to anything. START is one only where they had opted out. `word`:
   * what the provider took it for, where it tells; `answered`: it has told them already.
   */
  | { kind: 'keyword'; text: string; word?: 'stop' | 'start' | 'help'; answered?: boolean };

export type MediaReference = { url: string; contentType: string; name?: string | undefined };

/**
 * A person as a channel vouches for them: a phone that a carrier says, an id of the channel's own. Nobody vouches for a
 * `claimed_email`: it is never taken for the person who is known by that address.
 */
export type Identity = {
  kind: 'phone' | 'email' | 'claimed_email' | 'messenger' | 'whatsapp' | 'wechat';
  value: string;
};

export type ProviderStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** What a provider's webhook tells. */
export type Arrival =
  | {
      kind: 'message';
      /** The provider's id of it: the same once more is the same message. */
      providerId: string;
      /** To which an answer goes. */
      address: string;
      /** The conversation to which it belongs, where that is proved; the identities are not asked then. */
      about?: { candidateId: number; applicationId: number | null };
      /** The first is always there; further ones by which the same person may be known. */
      identities: [Identity, ...Identity[]];
      payload: InboundPayload;
      /** When they wrote, where the channel tells; else it is now. */
      at?: Date;
      /** As they call themselves there. */
      name?: string | undefined;
      /** The advertisement or post that led them here, as the channel tells of it. */
      referral?: Record<string, string> | undefined;
      /** For which they came, by a link or a button of ours. */
      campaignId?: number | undefined;
      /** They no longer want to be written to at this address, or want to again. */
      consent?: 'stop' | 'start';
      /** The addresses that this is about, where it is not the one above. */
      consentOf?: string[];
    }
  /** All that was sent to this person up to then has come so far. */
  | { kind: 'watermark'; identity: Identity; status: 'delivered' | 'read'; until: Date }
  /** Of a text that the provider approves. */
  | ({ kind: 'template' } & TemplateNews)
  | {
      kind: 'status';
      /** By our own reference, where the provider gives it back; else by its id. */
      sending: Sending | null;
      /** Null where only our own reference is told. */
      providerId: string | null;
      status: ProviderStatus;
      errorCode?: string | undefined;
      errorDetail?: string | undefined;
      /** Nobody is at the address to which this was sent: nothing leaves for it any more. */
      bounced?: boolean;
      /** Given where it says something about the connection: shown to its owner. */
      trouble?: boolean;
    };
