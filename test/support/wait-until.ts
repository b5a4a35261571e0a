import { setTimeout as wait } from 'node:timers/promises';

/** Looks again and again until there is something; throws after `timeoutMs`. For what another process or timer does. */
export async function waitUntil<T>(look: () => T | Promise<T>, timeoutMs = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${timeoutMs} ms: ${look}`);
    await wait(25);
  }
}
