import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fil } from './fil.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { pt } from './pt.ts';

/** What the engine says in its own words, and how this language writes numbers. */
export type Phrases = {
  welcomeBack: string;
  needText: string;
  needAudio: string;
  needAudioOrText: string;
  /** The bounds as written in this language. */
  needNumber: (min: string | undefined, max: string | undefined, integer: boolean) => string;
  needChoice: string;
  /** On the button that opens a list of choices; at most 20 characters. */
  choose: string;
  emptyAnswer: string;
  /** Said before how the question can be answered. `name`: of the one file, where it has one. */
  gotFiles: (count: number, name: string | undefined) => string;
  cannotSkip: string;
  handOver: string;
  alreadyDone: string;
  /** From here on to `starSkips`, and the two partings: spoken on the telephone. */
  alreadyDoneCall: string;
  nothingHeard: string;
  notUnderstood: string;
  movingOn: string;
  pressKey: string;
  pressFor: (key: string, label: string) => string;
  enterNumber: string;
  thenHash: string;
  starSkips: string;
  goodbye: string;
  personTookOver: string;
  /** Whole messages that pass over a question that is not required. */
  skipWords: [string, ...string[]];
  /** For 0, 1, 2 … */
  numberWords: string[];
  /** Whether "1,5" is one and a half. */
  decimalComma: boolean;
};

const languages = new Map<string, Phrases>(Object.entries({ ar, de, en, es, fil, fr, hi, id, pt, tl: fil }));

/** The phrases of a language tag such as `es` or `pt-BR`; English where there are none. */
export function phrasesOf(language: string): Phrases {
  return languages.get(language.toLowerCase().split(/[-_]/)[0] ?? '') ?? en;
}
