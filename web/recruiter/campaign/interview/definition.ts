import type { InterviewDefinition, Question, QuestionType } from '../../../../server/interviews/definition.ts';

export type { InterviewDefinition, Question, QuestionType };

/** As the server recommends; more than these are warned of and kept. */
export const recommendedQuestions = 4;
export const mostQuestions = 30;
export const questionTypes: readonly QuestionType[] = ['text', 'audio', 'audio_or_text', 'choice', 'number'];

export function newQuestion(): Question {
  return { id: newId('q'), text: '', type: 'audio_or_text', required: true };
}

export function copyOf(question: Question): Question {
  return { ...structuredClone(question), id: newId('q') };
}

/** With what the new kind of answer needs, and without what it does not. */
export function withType(question: Question, type: QuestionType): Question {
  const { choices, min: _min, max: _max, integer: _integer, ...rest } = question;
  if (type === 'choice') return { ...rest, type, choices: choices ?? [newChoice(), newChoice()] };
  return { ...rest, type };
}

export function newChoice(): { id: string; label: string } {
  return { id: newId('c'), label: '' };
}

export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const copy = [...items];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}

/** Answers refer to it for good, so it is never one that was used before. `randomUUID` is missing on plain http. */
function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
