import type { Texts } from '../../i18n/texts.ts';
import { en } from './en.ts';
import { es } from './es.ts';

export type CandidateTexts = Texts<typeof en>;

const translations: Record<string, CandidateTexts> = { en, es };

/** The texts of a BCP 47 tag's language, and which language that is; English where there is no translation. */
export function textsIn(tag: string): { language: string; texts: CandidateTexts } {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  const texts = Object.hasOwn(translations, language) ? translations[language] : undefined;
  return texts ? { language, texts } : { language: 'en', texts: en };
}

/** The first of these tags whose language there is a translation of; null where there is none of any. */
export function spokenOf(tags: readonly string[]): string | null {
  return tags.find((tag) => Object.hasOwn(translations, tag.toLowerCase().split('-')[0] ?? '')) ?? null;
}

/** Puts values into a text's `{{name}}` places. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place));
}
