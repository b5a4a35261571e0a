import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Config } from '#platform/config.ts';
import type { EgressOptions, EgressResponse } from '#platform/egress.ts';
import type { Address } from '#platform/egress-addresses.ts';
import type { Words } from '#platform/sentences.ts';
import type { Arrival } from './arrival.ts';
import type { ChannelKind, OutgoingMessage, SendResult } from './channel.ts';
import type { ListedTemplate } from './templates/templates.ts';

/** What a provider gives out for a while to who has the credentials. */
export type Token = { value: string; seconds: number };

export type Network = {
  /** The key of this installation, and where it is reached: for links and ids that go out. */
  signing: Pick<Config, 'secret' | 'publicUrl'>;
  /** Where a host that was typed can be reached. Throws as `egressAddresses` does. */
  addresses(host: string, port: number): Promise<Address[]>;
  /** Whether a host is inside the operator's own network, by their word. */
  isPrivate(host: string, port: number): boolean;
};

/** A connection as an adapter gets it. */
export type Connected<Values> = {
  values: Values;
  /** Where this connection's webhooks arrive, as the provider knows it. */
  webhookUrl: string;
  /** For what is no HTTP; absent where the provider is played. */
  network?: Network;
  /** The guarded way out. Throws as `egressFetch` does. */
  fetch(url: string, options?: EgressOptions): Promise<EgressResponse>;
  /**
   * The token of this connection, the same for all processes: one of them asks by `renew` where there is none, it is over,
   * or it is the one that the provider has just refused. Throws what `renew` does.
   */
  token(renew: (refused: string | null) => Promise<Token>, refused?: string): Promise<string>;
};

/**
 * Whether credentials work, in words for the person who typed them; `field` is the one to look at. `address` is where
 * candidates find the sender, if that has become known: its number, or its name in links.
 */
export type Verdict =
  | { ok: true; detail: string; address?: string }
  /** `fields`: where more than one was found wrong, each with its reason. */
  | { ok: false; field?: string; why: Words; fields?: Record<string, Words> };

export type WebhookRequest = {
  /** The full address as the provider called it, with its query. */
  url: string;
  query: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  /** Byte for byte, as it was signed. */
  body: Buffer;
};

export type Profile = { firstName: string; lastName: string };

/**
 * A provider by which a channel's messages travel: a folder that implements this, and a line in `registry.ts`. It knows no
 * database: what it is told is final, and what it tells is acted upon elsewhere.
 */
export type Adapter<Fields extends z.ZodObject = z.ZodObject> = {
  kind: ChannelKind;
  provider: string;
  /** As people know it. */
  name: string;
  /** What an owner types; fields with `.meta({ secret: true })` are sealed and never shown again. */
  fields: Fields;
  /** Messages of one connection that are with the provider at a time. */
  concurrency: number;
  /** Messages a second that the sender takes. */
  rate(values: z.infer<Fields>): number;
  /** The sender's id at the provider; one company's alone. */
  account(values: z.infer<Fields>): string;
  test(connection: Connected<z.infer<Fields>>): Promise<Verdict>;
  send(message: OutgoingMessage, connection: Connected<z.infer<Fields>>): Promise<SendResult>;
  /** A message that has files, with its text as what stands beneath. Absent: this provider is given none, and the composer says so. */
  sendFiles?(message: OutgoingMessage, connection: Connected<z.infer<Fields>>): Promise<SendResult>;
  /** Ids of messages that the provider took since `since` and that may be this one. Absent: it can't be asked. */
  find?(message: OutgoingMessage, since: Date, connection: Connected<z.infer<Fields>>): Promise<string[]>;
  /** Lets go of connections that were kept for the next message. */
  close?(): Promise<void>;
} & Partial<Webhook<Fields>>;

/** A provider that tells by webhooks what comes in. */
export type Webhook<Fields extends z.ZodObject = z.ZodObject> = {
  /** Whether the provider signed this. */
  verify(request: WebhookRequest, connection: Connected<z.infer<Fields>>): boolean;
  /** What the request tells of this connection; it may tell of others too. */
  receive(request: WebhookRequest, connection: Connected<z.infer<Fields>>): Arrival[];
  /** The texts that the provider has approved, or why it does not tell. Absent: it has no such thing. */
  listTemplates?(connection: Connected<z.infer<Fields>>): Promise<ListedTemplate[] | { why: Words }>;
  /** What the provider expects as the answer to a webhook. */
  acknowledgement: { contentType: string; body: string };
  /** Of what the provider must be told to tell, by its names; absent where it tells all by itself. */
  webhookFields?: readonly string[];
  /** The answer to the GET by which some providers check an address; null refuses it. */
  handshake?(request: WebhookRequest, connection: Connected<z.infer<Fields>>): string | null;
  /** How somebody calls themselves there; null where the provider does not say. Absent: it comes with their messages, or never. */
  readProfile?(address: string, connection: Connected<z.infer<Fields>>): Promise<Profile | null>;
  /** A file that came with a message, at the address that was given with it. */
  fetchMedia(url: string, connection: Connected<z.infer<Fields>>): Promise<Buffer>;
};

export function hearsByWebhook<Fields extends z.ZodObject>(
  adapter: Adapter<Fields>,
): adapter is Adapter<Fields> & Webhook<Fields> {
  return adapter.receive !== undefined;
}
