import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Adapter } from '#channels/adapter.ts';
import type { Channel } from '#channels/channel.ts';
import { adapters, pushedKinds } from '#channels/registry.ts';
import { channelFor } from '#channels/unconnected.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Loop, startLoop } from './loop.ts';
import { type Channels, connectedChannels, fixedChannels, once } from './outbox-channels.ts';
import {
  type Claimant,
  type Claimed,
  type ClaimedMessage,
  claimMessages,
  extendClaims,
  releaseClaim,
} from './outbox-claims.ts';
import { type Delivery, deliver, recoverAbandoned } from './outbox-delivery.ts';
import { startRecorder } from './outbox-outcomes.ts';
import { admit, type Verdict } from './sending/admission.ts';

type OutboxServices = Pick<Services, 'config' | 'db' | 'log' | 'hints' | 'blobs'>;

export type OutboxOptions = {
  /** Instead of those that the configuration names. */
  channels?: Channel[];
  /** After how long without a sign of life a claimed message is taken from its worker. */
  leaseMs?: number;
  pollMs?: number;
};

/** Messages that take turns: those of one provider. A slow one keeps no other lane waiting. */
type Lane = {
  name: string;
  claimed: Claimed;
  channels: Channels;
  batch: number;
  concurrency: number;
  /** One call for all that was claimed. */
  together: boolean;
};

/**
 * Sends what waits in the outbox, until stopped: by the provider that the company has connected, else by the operator's,
 * else into the sandbox. `stop` waits for what is with a provider at that moment.
 */
export function startOutbox(services: OutboxServices, options: OutboxOptions = {}): Loop {
  const { leaseMs = 30_000, pollMs = 1000 } = options;
  const claimant: Claimant = { leaseMs, inHand: new Set(), withProvider: new Set() };
  const channels = options.channels ?? pushedKinds.map((kind) => channelFor(services, kind));
  const heartbeat = setInterval(() => {
    withSystem(services.db, (trx) => extendClaims(trx, claimant)).catch((error) =>
      services.log.warn({ err: error }, 'outbox heartbeat failed'),
    );
  }, leaseMs / 3);
  const lanes = [
    ...[...Map.groupBy(channels, (channel) => channel.provider).values()].map(sharedLane),
    ...(options.channels ? [] : adapters.map((adapter) => connectedLane(services, adapter))),
  ];
  const loops = lanes.map((lane) => startLane(services, lane, claimant, pollMs));
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      clearInterval(heartbeat);
      await Promise.all([...channels, ...adapters].map((one) => one.close?.()));
    },
  };
}

function sharedLane(channels: Channel[]): Lane {
  const [{ provider: name, batch, concurrency, sendMany }] = channels as [Channel];
  const kinds = channels.map((channel) => channel.kind);
  return { name, claimed: { kinds }, channels: fixedChannels(channels), batch, concurrency, together: !!sendMany };
}

/** With a provider at a time, over all companies; each connection has its own measure too. */
const mostInFlight = 200;

function connectedLane(services: OutboxServices, { kind, provider, concurrency }: Adapter): Lane {
  const claimed = { kinds: [kind], connection: { provider, concurrency } };
  const channels = connectedChannels(services);
  return { name: `${kind} ${provider}`, claimed, channels, batch: 0, concurrency: mostInFlight, together: false };
}

function startLane(services: OutboxServices, lane: Lane, claimant: Claimant, pollMs: number): Loop {
  const { claimed, channels, batch, concurrency, together } = lane;
  const inFlight = new Set<Promise<void>>();
  const claims = claiming(services, claimed, claimant);
  const delivery: Delivery = {
    channels,
    claimant,
    verdicts: new Map(),
    record: startRecorder(services),
    answered: () => loop.wake(),
  };
  let recovered = 0;
  let recovery: Promise<void> = Promise.resolve();
  let claimedAt = 0;
  let betweenClaimsMs = 0;
  const loop = startLoop(services, {
    name: `outbox ${lane.name}`,
    topic: 'outbox',
    concerns: (channel) => claimed.kinds.some((kind) => kind === channel),
    pollMs,
    async turn() {
      if (Date.now() - recovered > claimant.leaseMs / 2) {
        recovered = Date.now();
        // Beside the sending: asking a provider that does not answer takes its time.
        recovery = recovery.then(() => recoverAbandoned(services, claimed, delivery)).finally(() => loop.wake());
      }
      // What is answered at about the same moment makes room for one claim.
      if (!together) await wait(Math.max(0, claimedAt + betweenClaimsMs - Date.now()));
      const room = together ? batch : concurrency - inFlight.size;
      claimedAt = Date.now();
      const { messages, verdicts } = await claims.take(room);
      betweenClaimsMs = messages.length < room ? restMs : gatheringMs;
      const groups = together ? (messages.length > 0 ? [messages] : []) : messages.map((message) => [message]);
      const ofThisClaim = { ...delivery, channels: once(channels), verdicts };
      for (const group of groups) {
        const work: Promise<void> = deliver(services, ofThisClaim, group, claimedAt).finally(() => {
          inFlight.delete(work);
          // The next message of the same conversation may have waited for this one.
          loop.wake();
        });
        inFlight.add(work);
      }
      if (together) await Promise.all(inFlight);
      else if (inFlight.size >= concurrency) await Promise.race(inFlight);
      return messages.length > 0 && inFlight.size === 0;
    },
    async drain() {
      await Promise.all([...inFlight, recovery]);
    },
  });
  return loop;
}

/** A claim costs the database more than a message: while there are few, as many as come in this time share one. */
const restMs = 40;
const gatheringMs = 10;

/** Claims of which it got lost whether they were made are taken back: nobody was given anything. */
function claiming({ db }: OutboxServices, claimed: Claimed, claimant: Claimant) {
  let unclear: string | null = null;
  return {
    async take(room: number): Promise<{ messages: ClaimedMessage[]; verdicts: Map<ClaimedMessage, Verdict> }> {
      const lost = unclear;
      if (lost) await withSystem(db, (trx) => releaseClaim(trx, lost));
      const claimId = randomUUID();
      unclear = claimId;
      const taken = await withSystem(db, async (trx) => {
        const messages = await claimMessages(trx, claimed, room, claimId, claimant);
        return { messages, verdicts: await admit(trx, messages) };
      });
      unclear = null;
      return taken;
    },
  };
}
