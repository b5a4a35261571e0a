import type { Arrival } from '../arrival.ts';

type Consent = NonNullable<Extract<Arrival, { kind: 'message' }>['consent']>;
export type Keyword = Consent | 'help';

/**
 * What carriers and providers require in English (Twilio's list), ALTO and AYUDA as they are required of Spanish short
 * codes, and what people write in Spanish beside them. SI is none of them: it answers a question.
 */
const words: Record<Keyword, string> = {
  stop: 'stop stopall unsubscribe end quit revoke optout cancel alto parar cancelar detener baja',
  start: 'start unstop alta iniciar',
  help: 'help info ayuda',
};

const keywords = new Map(
  Object.entries(words).flatMap(([keyword, list]) => list.split(' ').map((word) => [word, keyword as Keyword])),
);

/** The keyword that a message consists of, and of nothing else: "I had to stop working" opts nobody out. */
export function readKeyword(text: string): Keyword | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^["'“«]+|["'”».!]+$/g, '');
  return keywords.get(word === 'stop all' || word === 'opt-out' ? word.replace(/\W/, '') : word) ?? null;
}
