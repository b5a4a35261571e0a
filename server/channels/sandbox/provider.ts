import type { z } from 'zod';
import type { Adapter, Connected } from '../adapter.ts';
import type { Sending } from '../reference.ts';

/** A file as it is uploaded. */
export type UploadedFile = { name: string; contentType: string; size: number };

/** A request of an adapter, as it arrives at the provider; `form` is what was sent as one, else null. */
export type ApiRequest = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
  form: { fields: Record<string, string>; files: Record<string, UploadedFile> } | null;
};
export type ApiAnswer = { status: number; body: object; headers?: Record<string, string> };

/** What can be tapped beneath a message; `cards` are of several things, each with its own buttons. */
export type Taps = {
  style: 'buttons' | 'list' | 'cards';
  replies: { id: string; title: string; description?: string }[];
  /** Beside each other; a button is one of the replies, or opens a page. */
  cards?: { title: string; subtitle: string; buttons: { title: string; id?: string; url?: string }[] }[];
};

/**
 * A message that a provider was given. `sending` is our own reference, where the protocol carries one; `files` are the
 * addresses at which they are to be fetched, or the ids by which they were uploaded.
 */
export type TakenMessage = { sending: Sending | null; to: string; text: string; taps: Taps | null; files: string[] };

export type ApiReading =
  | { kind: 'message'; message: TakenMessage }
  | { kind: 'file'; messageId: number }
  | { kind: 'upload'; file: UploadedFile }
  | { kind: 'profile'; address: string }
  | { kind: 'answer'; answer: ApiAnswer };

/** What a candidate does on their phone; `id` is the sandbox's own of it. */
export type Writing = {
  id: number;
  at: Date;
  from: string;
  name: string;
  content:
    | { kind: 'text'; text: string }
    | { kind: 'tap'; style: Taps['style']; reply: Taps['replies'][number] }
    | { kind: 'file'; contentType: string; name: string; text: string };
};

/**
 * Somebody comes by a link, whose `ref` names what they come for, or by the button with which one begins. `again`: they have
 * been there before.
 */
export type Opening = Pick<Writing, 'id' | 'at' | 'from'> & { ref: string | null; again: boolean };

/** What became of a message; `providerId` is what its sender was told when it was taken. */
export type Report = Sending & { providerId: string; to: string; status: 'delivered' | 'read' | 'failed' };

/** A webhook as the provider sends it. `query` is what the provider was asked to add to the address. */
export type Webhook = { query?: Record<string, string>; headers: Record<string, string>; body: string };

/** 32 hexadecimal digits for a name, others for each company and channel. */
export type Derive = (name: string) => string;

/**
 * Who plays a provider for companies that have not connected it: speaks the protocol that the adapter speaks, and keeps
 * nothing itself. An account of its own for each company, which nobody can guess.
 */
export type SandboxProvider<Fields extends z.ZodObject = z.ZodObject> = {
  adapter: Adapter<Fields>;
  /** What an owner would type. */
  values(derive: Derive): z.infer<Fields>;
  /** Who the owner of a phone or mailbox is on this channel; null for somebody who can not be there. */
  addressOf(phone: string, derive: Derive): string | null;
  api: SandboxApi<Fields>;
  /** Signed, as they would arrive at the connection's address. */
  write(writing: Writing, connected: Connected<z.infer<Fields>>): Webhook;
  report(reports: Report[], connected: Connected<z.infer<Fields>>): Webhook[];
  /** Whether senders are told that a message was read. */
  tellsReading: boolean;
  /** Absent where one just writes. */
  open?(opening: Opening, connected: Connected<z.infer<Fields>>): Webhook;
};

/** What it does with the requests of its adapter. */
export type SandboxApi<Fields extends z.ZodObject = z.ZodObject> = {
  /** What a request is; whoever has not the password is answered so. */
  read(request: ApiRequest, values: z.infer<Fields>): ApiReading;
  /** How it says that it has taken a message. */
  accept(message: TakenMessage, providerId: string, values: z.infer<Fields>): ApiAnswer;
  /** How it refuses one for good. */
  refuse(): ApiAnswer;
  /** How it says that it is given too much. */
  busy(): ApiAnswer;
  /** How it says that it has a file. Absent where it fetches files itself. */
  uploaded?(id: string, request: ApiRequest): ApiAnswer;
  /** How it tells who somebody is, by the name that they gave their account. Absent: it does not. */
  profile?(address: string, name: string): ApiAnswer;
  /** How it gives out a file that it keeps, to the request that was read as `file`. */
  file(file: StoredFile, values: z.infer<Fields>, request: ApiRequest): ApiAnswer | Buffer;
};

export type StoredFile = { messageId: number; contentType: string; body: Buffer };
