import type { Question } from '../definition.ts';
import { fold } from './fold.ts';
import { type Phrases, phrasesOf } from './phrases/phrases.ts';
import { readChoice } from './read-choice.ts';
import { readNumbers } from './read-number.ts';
import type { Accepts, EventOf, Interview, RecordedAnswer } from './types.ts';

const acceptsByType: Record<Question['type'], Accepts[]> = {
  text: ['text'],
  audio: ['audio'],
  audio_or_text: ['text', 'audio'],
  choice: ['choice'],
  number: ['number'],
};

export function acceptsOf(question: Question): Accepts[] {
  return acceptsByType[question.type];
}

/** What may be an answer in a chat. */
export type Attempt = EventOf<'text' | 'audio' | 'choice'>;

/** The answer in what came, or null where the question does not take it so. */
export function readAnswer(interview: Interview, question: Question, event: Attempt): RecordedAnswer | null {
  const base = answerBase(interview, question, event.at);
  if (event.kind === 'audio') return acceptsOf(question).includes('audio') ? { ...base, ...recordingOf(event) } : null;
  if (question.type === 'choice') {
    const choices = question.choices ?? [];
    const choice =
      event.kind === 'choice'
        ? choices.find((one) => one.id === event.choiceId)
        : readChoice(event.text, choices, interview.numbered?.(question));
    return choice ? { ...base, kind: 'choice', choiceId: choice.id, text: choice.label } : null;
  }
  if (event.kind === 'choice') return null;
  const text = event.text.trim();
  if (question.type === 'number') {
    const number = readNumbers(text, phrasesOf(interview.language)).find((value) => fits(question, value));
    return number === undefined ? null : { ...base, kind: 'number', number, text };
  }
  return acceptsOf(question).includes('text') && text ? { ...base, kind: 'text', text } : null;
}

export function answerBase(interview: Interview, question: Question, at: string) {
  return { questionId: question.id, position: interview.definition.questions.indexOf(question), at };
}

export function recordingOf({ blobKey, contentType, durationMs }: EventOf<'audio'>) {
  return { kind: 'audio' as const, blobKey, contentType, durationMs };
}

/** Whether the number is one that the question takes. */
export function fits(question: Question, value: number): boolean {
  if (question.integer && !Number.isInteger(value)) return false;
  return (question.min === undefined || value >= question.min) && (question.max === undefined || value <= question.max);
}

/** Whether the whole message asks to pass over the question. */
export function isSkip(phrases: Phrases, text: string): boolean {
  const wanted = fold(text);
  return phrases.skipWords.some((word) => fold(word) === wanted);
}
