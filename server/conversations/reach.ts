import { type ChannelKind, channelKinds } from '#channels/channel.ts';
import { connectedKinds } from '#channels/connections.ts';
import { limitsOf, type Opening, windowEnd } from '#channels/limits.ts';
import type { Trx } from '#platform/db.ts';
import type { Words } from '#platform/sentences.ts';
import { findOpening } from './quota.ts';
import { findSuppressed, type Recipient } from './recipients.ts';
import { words } from './words.ts';

export type UnavailableReason =
  | 'no_phone'
  | 'no_email'
  | 'suppressed'
  | 'bounced'
  | 'chat_not_opened'
  | 'not_written'
  | 'window_closed'
  | 'messages_used_up'
  | 'not_connected';

export const unavailableWords: Record<UnavailableReason, Words> = {
  no_phone: words.noPhone,
  no_email: words.noEmail,
  suppressed: words.suppressed,
  bounced: words.bounced,
  chat_not_opened: words.chatNotOpened,
  not_written: words.notWritten,
  window_closed: words.windowClosed,
  messages_used_up: words.messagesUsedUp,
  not_connected: words.notConnected,
};

/** Whether a person can be written to on a channel now, where, until when, and how often where that is counted. */
export type Reach = {
  address: string | null;
  reason: UnavailableReason | null;
  until: Date | null;
  left: number | null;
};

/** For each channel whether it can be used for this person now. */
export async function reachOf(trx: Trx, recipient: Recipient): Promise<Record<ChannelKind, Reach>> {
  const { companyId, candidate, application } = recipient;
  const heard = await findHeard(trx, companyId, candidate.id);
  const connected = await connectedKinds(trx, companyId);
  const known: Partial<Record<ChannelKind, string | null>> = {
    sms: candidate.phone,
    email: candidate.email ?? heard.get('email')?.address ?? null,
  };
  const addresses = channelKinds.flatMap((channel) => {
    const address = channel in known ? known[channel] : heard.get(channel)?.address;
    return address ? [{ channel, address }] : [];
  });
  const suppressed = await findSuppressed(trx, companyId, addresses);
  const openings = new Map<ChannelKind, Opening | null>();
  for (const { channel, address } of addresses)
    if (limitsOf(channel).quota)
      openings.set(channel, await findOpening(trx, { companyId, candidateId: candidate.id, channel, address }));

  const reach = (channel: ChannelKind): Reach => {
    const address = addresses.find((one) => one.channel === channel)?.address ?? null;
    const at = heard.get(channel)?.at;
    const opening = openings.get(channel);
    const until = opening?.until ?? (at ? windowEnd(channel, at, 'human') : null);
    const left = opening?.left ?? null;
    const answer = (reason: UnavailableReason | null): Reach => ({ address, reason, until, left });
    if (channel === 'webchat') return answer(application.chatUsed ? null : 'chat_not_opened');
    if (!address) return answer(withoutAddress(channel, connected));
    const refused = suppressed.get(`${channel} ${address.toLowerCase()}`);
    if (refused) return answer(refused === 'bounced' ? 'bounced' : 'suppressed');
    if (until && until <= new Date()) return answer('window_closed');
    return answer(left === 0 ? 'messages_used_up' : null);
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

/** Where an approved text goes: a chat may also be begun by it, with the phone number. */
export async function templateReach(
  trx: Trx,
  { companyId, candidate }: Recipient,
): Promise<{ address: string | null; reason: UnavailableReason | null }> {
  const address = candidate.whatsapp?.address ?? candidate.phone;
  if (!(await connectedKinds(trx, companyId)).has('whatsapp')) return { address, reason: 'not_connected' };
  if (!address) return { address, reason: 'no_phone' };
  const suppressed = await findSuppressed(trx, companyId, [{ channel: 'whatsapp', address }]);
  return { address, reason: suppressed.size > 0 ? 'suppressed' : null };
}
