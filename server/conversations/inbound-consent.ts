import { type ApplicationRow, recordEvent } from '#candidates/applications.ts';
import { type Consent, consentIn, readKeyword } from '#channels/sms/keywords.ts';
import type { Trx } from '#platform/db.ts';
import { lockConsent } from './consent.ts';
import type { WaitingEvent } from './inbound-events.ts';
import { findSuppressed } from './recipients.ts';

/**
 * That somebody may not be written to there any more, or may again, is seen where one would write to them. Returns which of
 * the two it is, and for which address; null where nothing has changed.
 */
export async function recordConsent(
  trx: Trx,
  application: ApplicationRow | null,
  event: WaitingEvent,
): Promise<{ word: Consent; address: string | null } | null> {
  const said = saidIn(event);
  if (!application || !said) return null;
  const { company_id: companyId } = application;
  const { channel } = event;
  const out = await lockConsent(trx, { companyId, channel, addresses: said.addresses });
  // A word that came late changed nothing.
  if (out.size > 0 !== (said.word === 'stop')) return null;
  const kind = said.word === 'stop' ? 'opted-out' : 'opted-in';
  await recordEvent(trx, application, { kind, actor: 'candidate', data: { channel } });
  // A mail may have come from elsewhere than where ours went, and speaks for that alone.
  const [first = null] = said.addresses;
  return { word: said.word, address: said.addresses.includes(event.address ?? '') ? event.address : first };
}

/** As long as they do not want to be written to there, nothing is an answer: what follows on it could not be said. */
export async function withoutUnheard(trx: Trx, companyId: number, events: WaitingEvent[]): Promise<WaitingEvent[]> {
  const [{ channel, address }] = events as [WaitingEvent];
  if (!address) return events;
  const why = [...(await findSuppressed(trx, companyId, [{ channel, address }])).values()];
  if (why.some((reason) => reason !== 'bounced')) return [];
  return events.slice(events.findLastIndex((event) => saidIn(event)?.word === 'start') + 1);
}

function saidIn({ payload, address }: WaitingEvent): { word: Consent; addresses: string[] } | null {
  if (payload.kind === 'mail') return payload.said ?? null;
  if (payload.kind !== 'keyword') return null;
  const { consent } = consentIn(payload.word ?? readKeyword(payload.text));
  return consent ? { word: consent, addresses: [address ?? ''] } : null;
}
