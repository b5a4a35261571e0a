import type { Template } from '../schema.ts';
import { templateEvents } from '../schema.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { PredefinedTexts } from './texts.ts';

const languages: Record<string, PredefinedTexts> = { en, es };

/** The texts of this language; English where nobody has written them yet. */
export function predefinedTexts(language: string): PredefinedTexts {
  return languages[language] ?? en;
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
      body: letter(texts, texts[event].letter),
    },
  ]);
}

function letter(texts: PredefinedTexts, paragraphs: string[]): string {
  const button = `<a href="<%= @messenger_interview_link %>" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5f8b;color:#ffffff;text-decoration:none">${texts.startInterview}</a>`;
  return paragraphs.map((paragraph) => `<p>${paragraph === '{link}' ? button : paragraph}</p>`).join('\n');
}
