import { en } from './en.ts';
import { es } from './es.ts';

/** What the engine says in its own words. */
export type Phrases = {
  welcomeBack: string;
  needText: string;
  needAudio: string;
  needAudioOrText: string;
  needNumber: (min: number | undefined, max: number | undefined, integer: boolean) => string;
  needChoice: string;
  emptyAnswer: string;
  handOver: string;
  alreadyDone: string;
  nothingHeard: string;
  pressKey: string;
  goodbye: string;
  /** Whole messages, lower case and without accents, that pass over a question that is not required. */
  skipWords: string[];
  decimalComma: boolean;
};

const languages: Record<string, Phrases> = { en, es };

export function phrasesOf(language: string): Phrases {
  return languages[language] ?? en;
}
