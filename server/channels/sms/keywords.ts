import type { Arrival, InboundPayload } from '../arrival.ts';

export type Consent = NonNullable<Extract<Arrival, { kind: 'message' }>['consent']>;
export type Keyword = Consent | 'help';

/**
 * What carriers and providers require in English (Twilio's list), ALTO and AYUDA as they are required of Spanish short
 * codes, and what people write in both beside them. SI is none of them: it answers a question.
 */
const words: [Keyword, string][] = [
  ['stop', 'stop, stop all, stopall, unsubscribe, end, quit, revoke, cancel, optout, opt out, opt-out'],
  ['stop', 'alto, parar, cancelar, detener, baja, dar de baja, darme de baja, no mas mensajes'],
  ['start', 'start, unstop, opt in, opt-in, alta, iniciar'],
  ['help', 'help, info, ayuda'],
];

const keywords = new Map(words.flatMap(([keyword, list]) => list.split(', ').map((word) => [word, keyword])));
/** With whatever stands around it; it also keeps the search short. */
const longest = 60;

/** The keyword that a message consists of, and of nothing else but signs: "I had to stop working" opts nobody out. */
export function readKeyword(text: string): Keyword | null {
  const said = text.trim();
  if (said.length > longest) return null;
  const word = said
    .normalize('NFKD')
    // Accents, and what is not to be seen.
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return keywords.get(word) ?? null;
}

/** What a keyword says about being written to; HELP says nothing. */
export function consentIn(keyword: Keyword | null): { consent?: Consent } {
  return keyword === 'stop' || keyword === 'start' ? { consent: keyword } : {};
}

/** What was written in a chat: a text that is such a keyword is one, and no answer to anything. HELP is for the bot. */
export function heedKeyword(payload: InboundPayload): { payload: InboundPayload; consent?: Consent } {
  if (payload.kind !== 'text') return { payload };
  const heeded = consentIn(readKeyword(payload.text));
  return heeded.consent ? { payload: { kind: 'keyword', text: payload.text }, ...heeded } : { payload };
}
