import { type ApplicationRow, recordEvent } from '#candidates/applications.ts';
import { type Consent, consentIn, readKeyword } from '#channels/sms/keywords.ts';
import type { Trx } from '#platform/db.ts';
import { lockConsent, optedOutSince } from './consent.ts';
import type { WaitingEvent } from './inbound-events.ts';

/**
 * That somebody may not be written to there any more, or may again, is seen where one would write to them. Returns which of
 * the two it is, and for which address; null where nothing has changed. `followed`: by another such word.
 */
export async function recordConsent(
  trx: Trx,
  application: ApplicationRow | null,
  event: WaitingEvent,
  followed: boolean,
): Promise<{ word: Consent; address: string | null } | null> {
  const said = saidIn(event);
  if (!application || !said) return null;
  const { company_id: companyId } = application;
  const { channel } = event;
  const out = await lockConsent(trx, { companyId, channel, addresses: said.addresses });
  const overtaken = followed && said.word === 'stop';
  // A word that came late changed nothing.
  if (!overtaken && out.size > 0 !== (said.word === 'stop')) return null;
  const kind = said.word === 'stop' ? 'opted-out' : 'opted-in';
  await recordEvent(trx, application, { kind, actor: 'candidate', data: { channel } });
  // A mail may have come from elsewhere than where ours went, and speaks for that alone.
  const [first = null] = said.addresses;
  return { word: said.word, address: said.addresses.includes(event.address ?? '') ? event.address : first };
}

export function isConsent(event: WaitingEvent): boolean {
  return saidIn(event) !== null;
}

/**
 * What may answer the interview. As long as somebody does not want to be written to there, nothing does: what follows on it
 * could not be said. `before` was written before they said so, `after` since they have said that they want to again.
 */
export async function hear(
  trx: Trx,
  companyId: number,
  events: WaitingEvent[],
): Promise<{ before: WaitingEvent[]; after: WaitingEvent[] }> {
  const [{ channel, address }] = events as [WaitingEvent];
  const since = address ? await optedOutSince(trx, { companyId, channel, address }) : null;
  const words = events.map((event) => saidIn(event)?.word);
  const first = words.find(Boolean);
  if (!first) return { before: since ? events.filter(({ writtenAt }) => writtenAt < since) : events, after: [] };
  return {
    before: first === 'stop' ? events.slice(0, words.indexOf('stop')) : [],
    after: since ? [] : events.slice(words.lastIndexOf('start') + 1),
  };
}

function saidIn({ payload, address }: WaitingEvent): { word: Consent; addresses: string[] } | null {
  if (payload.kind === 'mail') return payload.said ?? null;
  if (payload.kind !== 'keyword') return null;
  const { consent } = consentIn(payload.word ?? readKeyword(payload.text));
  return consent ? { word: consent, addresses: [address ?? ''] } : null;
}
