import { z } from 'zod';
import { channelKinds } from './channel.ts';

const kind = z.enum(channelKinds);

/** A field of a provider's form; `name` is also the name of its text. */
const field = z.object({
  name: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  /** What it is where nothing else is typed. */
  value: z.string(),
  /** Fields of the same group stand together; empty where there is but one. */
  group: z.string(),
  /** What can be chosen, where it is not typed. */
  options: z.array(z.string()),
});

const connection = z.object({
  id: z.number(),
  provider: z.string(),
  name: z.string(),
  account: z.string(),
  /**
   * `troubled`: messages go on, and the last error has not been followed by a success. `paused`: the provider fails or is
   * too slow, it goes on by itself. `blocked`: it waits for the owner.
   */
  status: z.enum(['connected', 'troubled', 'paused', 'blocked']),
  lastError: z.object({ code: z.string(), detail: z.string(), at: z.string() }).nullable(),
  /** What was typed, without the secrets. */
  settings: z.record(z.string(), z.string()),
  webhookUrl: z.string(),
  /** Of what the provider must be told there to tell, by its names; empty where it tells all by itself. */
  webhookFields: z.array(z.string()),
  connectedAt: z.string(),
});

export const channel = z.object({
  channel: kind,
  /** Where messages go now: to a connected provider, by the operator's mail server, or into the sandbox. */
  goes: z.enum(['provider', 'smtp', 'sandbox']),
  /** Where they go without a connection. */
  fallback: z.enum(['smtp', 'sandbox']),
  providers: z.array(
    z.object({
      provider: z.string(),
      name: z.string(),
      fields: z.array(field),
      /** The address of this installation, where the provider could not reach it and nothing can be connected; else null. */
      unreachableUrl: z.string().nullable(),
    }),
  ),
  connection: connection.nullable(),
});

export type ChannelView = z.infer<typeof channel>;

export const newConnection = z.object({
  channel: kind,
  provider: z.string().max(50),
  values: z.record(z.string().max(50), z.string().max(5000)),
});

export const connected = z.object({ id: z.number(), detail: z.string() });

export const connectionId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
