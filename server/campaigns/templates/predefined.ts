import type { Template } from '../schema.ts';
import { templateEvents } from '../schema.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fil } from './fil.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { pt } from './pt.ts';
import type { PredefinedTexts } from './texts.ts';

const languages: Record<string, PredefinedTexts> = { ar, de, en, es, fil, fr, hi, id, pt };

/** The texts of this language; English where nobody has written them yet. */
export function predefinedTexts(language: string): PredefinedTexts {
  return Object.hasOwn(languages, language) ? (languages[language] as PredefinedTexts) : en;
}

/** The texts a new campaign begins with (C10): what the candidate waits for is on, what a recruiter decides is asked first. */
export function predefinedTemplates(language: string): Template[] {
  const texts = predefinedTexts(language);
  return templateEvents.flatMap((event) => [
    { event, channel: 'sms' as const, enabled: true, subject: '', body: texts[event].sms },
    {
      event,
      channel: 'email' as const,
      enabled: true,
      subject: texts[event].subject,
      body: letter(texts, texts[event].letter, texts === ar ? 'rtl' : 'ltr'),
    },
  ]);
}

function letter(texts: PredefinedTexts, paragraphs: string[], direction: 'ltr' | 'rtl'): string {
  const button = `<a href="<%= @messenger_interview_link %>" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5f8b;color:#ffffff;text-decoration:none">${texts.startInterview}</a>`;
  // Mail programs don't guess the direction of a text.
  const opening = direction === 'rtl' ? '<p dir="rtl">' : '<p>';
  return paragraphs.map((paragraph) => `${opening}${paragraph === '{link}' ? button : paragraph}</p>`).join('\n');
}
