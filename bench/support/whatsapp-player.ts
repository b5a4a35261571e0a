import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type FakeWhatsapp, startWhatsapp } from '../../test/providers/whatsapp.ts';

type Started = Pick<FakeWhatsapp, 'account' | 'origins'>;
type Command = 'count' | 'stop';

/** WhatsApp played in a process of its own, so that it does not hold up who measures. */
export async function startPlayer() {
  const child = fork(import.meta.filename, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [started] = (await once(child, 'message')) as [Started];
  const ask = async (command: Command): Promise<number> => {
    child.send(command);
    return ((await once(child, 'message')) as [number])[0];
  };
  return {
    ...started,
    /** How many messages it has taken. */
    taken: () => ask('count'),
    stop: async () => void (await ask('stop')),
  };
}

if (import.meta.main) {
  const whatsapp = await startWhatsapp();
  process.on('message', (command: Command) => {
    process.send?.(whatsapp.messages.length);
    if (command === 'stop') void whatsapp.close().then(() => process.disconnect());
  });
  process.send?.({ account: whatsapp.account, origins: whatsapp.origins } satisfies Started);
}
