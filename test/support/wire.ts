import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** A way to a database that can be cut at the worst moment. */
export async function startWire(databaseUrl: string) {
  const database = new URL(databaseUrl);
  let losing = false;
  const server = createServer((near) => {
    const far = connect(Number(database.port), database.hostname);
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!losing || !chunk.includes('COMMIT')) return near.write(chunk);
      losing = false;
      near.destroy();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** The next transaction that commits does so, and whoever asked for it hears nothing any more. */
    loseNextCommit(): void {
      losing = true;
    },
    async close(): Promise<void> {
      await once(server.close(), 'close');
    },
  };
}
