import type { ChannelKind } from '../channel.ts';
import type { SandboxProvider } from './provider.ts';
import { messengerSandbox } from './providers/messenger.ts';
import { twilioSandbox } from './providers/twilio.ts';
import { wechatSandbox } from './providers/wechat.ts';
import { whatsappSandbox } from './providers/whatsapp.ts';

/** Who is played where a company has connected nobody; one for a channel, whichever others there are for it. */
const providers: readonly SandboxProvider[] = [twilioSandbox, whatsappSandbox, messengerSandbox, wechatSandbox];

export function findSandboxProvider(kind: string): SandboxProvider | undefined {
  return providers.find(({ adapter }) => adapter.kind === kind);
}

/** The channels that candidates of the sandbox can write on. */
export const playedKinds: readonly ChannelKind[] = providers.map(({ adapter }) => adapter.kind);
