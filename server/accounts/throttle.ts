import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { RuleError } from '#platform/errors.ts';
import type { Words } from '#platform/sentences.ts';

const longestWaitMs = 900_000;
const forgottenAfterMs = 3_600_000;

export type Throttle = {
  /** Throws a `RuleError` 429 while the key has to wait. */
  check(key: string): void;
  /** Counts a try that is known to be a wrong one. */
  count(key: string): void;
  /** Counts a try before it is made, so that tries side by side count too. Throws as `check` does. */
  begin(key: string): void;
  /** The try was no wrong one: what was counted before stays. */
  takeBack(key: string): void;
  /** As if there had been no try at all. */
  forget(key: string): void;
};

/** From the try of number `freeTries` on, each doubles the wait until the next: 1 s, 2 s, … up to a quarter of an hour. */
export function createThrottle(freeTries: number, explain: (seconds: number) => Words): Throttle {
  const tries = new LRUCache<string, { count: number; blockedUntil: number }>({ max: 50_000, ttl: forgottenAfterMs });
  const check = (key: string) => {
    const waitMs = (tries.get(key)?.blockedUntil ?? 0) - Date.now();
    if (waitMs > 0) throw new RuleError(429, 'too_many_tries', explain(Math.ceil(waitMs / 1000)));
  };
  const count = (key: string) => {
    const counted = (tries.get(key)?.count ?? 0) + 1;
    const pauseMs = counted < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (counted - freeTries));
    tries.set(key, { count: counted, blockedUntil: Date.now() + pauseMs });
  };
  return {
    check,
    count,
    begin(key) {
      check(key);
      count(key);
    },
    takeBack(key) {
      const counted = tries.get(key);
      if (counted) tries.set(key, { count: Math.max(0, counted.count - 1), blockedUntil: 0 });
    },
    forget(key) {
      tries.delete(key);
    },
  };
}

/** Where a request comes from: an address, or with IPv6 the /64 that one customer of a provider has to themselves. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).parts.slice(0, 4).join(':') : address.toString();
}
