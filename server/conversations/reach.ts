import { type ChannelKind, channelKinds } from '#channels/channel.ts';
import { connectedKinds } from '#channels/connections.ts';
import { windowEnd } from '#channels/limits.ts';
import type { Trx } from '#platform/db.ts';
import type { Words } from '#platform/sentences.ts';
import { findSuppressed, type Recipient } from './recipients.ts';
import { words } from './words.ts';

export type UnavailableReason =
  | 'no_phone'
  | 'no_email'
  | 'suppressed'
  | 'chat_not_opened'
  | 'not_written'
  | 'window_closed'
  | 'not_connected';

export const unavailableWords: Record<UnavailableReason, Words> = {
  no_phone: words.noPhone,
  no_email: words.noEmail,
  suppressed: words.suppressed,
  chat_not_opened: words.chatNotOpened,
  not_written: words.notWritten,
  window_closed: words.windowClosed,
  not_connected: words.notConnected,
};

/** Whether a person can be written to on a channel now, where, and until when. */
export type Reach = { address: string | null; reason: UnavailableReason | null; until: Date | null };

/** For each channel whether it can be used for this person now. */
export async function reachOf(trx: Trx, recipient: Recipient): Promise<Record<ChannelKind, Reach>> {
  const { companyId, candidate, application } = recipient;
  const heard = await findHeard(trx, companyId, candidate.id);
  const connected = await connectedKinds(trx, companyId);
  const known: Partial<Record<ChannelKind, string | null>> = { sms: candidate.phone, email: candidate.email };
  const addresses = channelKinds.flatMap((channel) => {
    const address = channel in known ? known[channel] : heard.get(channel)?.address;
    return address ? [{ channel, address }] : [];
  });
  const suppressed = await findSuppressed(trx, companyId, addresses);

  const reach = (channel: ChannelKind): Reach => {
    const address = addresses.find((one) => one.channel === channel)?.address ?? null;
    const at = heard.get(channel)?.at;
    const until = at ? windowEnd(channel, at, 'human') : null;
    if (channel === 'webchat') return { address, reason: application.chatUsed ? null : 'chat_not_opened', until: null };
    if (!address) return { address, reason: withoutAddress(channel, connected), until: null };
    if (suppressed.has(`${channel} ${address.toLowerCase()}`)) return { address, reason: 'suppressed', until };
    return { address, reason: until && until <= new Date() ? 'window_closed' : null, until };
  };
  return Object.fromEntries(channelKinds.map((channel) => [channel, reach(channel)])) as Record<ChannelKind, Reach>;
}

function withoutAddress(channel: ChannelKind, connected: ReadonlySet<ChannelKind>): UnavailableReason {
  if (channel === 'sms') return 'no_phone';
  if (channel === 'email') return 'no_email';
  return connected.has(channel) ? 'not_written' : 'not_connected';
}

type Heard = { address: string | null; at: Date };

/** From where and when this person wrote last, on each channel on which they ever did. */
export async function findHeard(trx: Trx, companyId: number, candidateId: number): Promise<Map<ChannelKind, Heard>> {
  const rows = await trx
    .selectFrom('messages')
    .distinctOn('channel')
    .select(['channel', 'to_address', 'created_at'])
    .where('company_id', '=', companyId)
    .where('candidate_id', '=', candidateId)
    .where('direction', '=', 'in')
    .orderBy('channel')
    .orderBy('created_at', 'desc')
    .execute();
  return new Map(
    rows.map(({ channel, to_address: address, created_at: at }) => [channel as ChannelKind, { address, at }]),
  );
}
