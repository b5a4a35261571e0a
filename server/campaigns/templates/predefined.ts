import type { Leaf, LetterDocument } from '../letters/document.ts';
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

/** A text as it is predefined: a mail is of blocks, and its HTML is made where it is stored. */
export type PredefinedTemplate = Pick<Template, 'event' | 'channel' | 'enabled' | 'subject' | 'body'> & {
  document: LetterDocument | null;
};

/** The texts a new campaign begins with (C10): what the candidate waits for is on, what a recruiter decides is asked first. */
export function predefinedTemplates(language: string): PredefinedTemplate[] {
  const texts = predefinedTexts(language);
  return templateEvents.flatMap((event): PredefinedTemplate[] => [
    { event, channel: 'sms', enabled: true, subject: '', body: texts[event].sms, document: null },
    {
      event,
      channel: 'email',
      enabled: true,
      subject: texts[event].subject,
      body: '',
      document: letter(texts, texts[event].letter),
    },
  ]);
}

function letter(texts: PredefinedTexts, paragraphs: string[]): LetterDocument {
  return {
    version: 1,
    // Mail programs don't guess the direction of a text.
    direction: texts === ar ? 'rtl' : 'ltr',
    accent: '#1f5f8b',
    blocks: blocksOf(texts, paragraphs).map((block, index) => ({ ...block, id: `b${index + 1}` })),
  };
}

/** Paragraphs that follow each other are one block; `{link}` is the button. */
function blocksOf(texts: PredefinedTexts, paragraphs: string[]): Leaf[] {
  const blocks: Leaf[] = [];
  for (const text of paragraphs) {
    const last = blocks.at(-1);
    const paragraph = { type: 'paragraph' as const, content: [{ type: 'text' as const, text }] };
    if (text === '{link}')
      blocks.push({
        id: '',
        type: 'button',
        align: 'start',
        label: texts.startInterview,
        href: '<%= @messenger_interview_link %>',
      });
    else if (last?.type === 'text') last.content.push(paragraph);
    else blocks.push({ id: '', type: 'text', align: 'start', content: [paragraph] });
  }
  return blocks;
}
