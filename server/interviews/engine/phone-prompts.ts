import { maxAnswerSeconds, type Question } from '../definition.ts';
import { phrasesOf } from './phrases/phrases.ts';
import { answerBase, fits } from './read-answer.ts';
import { say } from './steps.ts';
import type { Effect, EventOf, Interview, RecordedAnswer } from './types.ts';

const keyTimeoutSeconds = 10;
/** Long enough to think between two sentences. */
const silenceSeconds = 8;
const longestNumber = 12;

/** Waits for any key. */
export const keyGather: Effect = {
  kind: 'gather',
  questionId: null,
  digits: 1,
  timeoutSeconds: keyTimeoutSeconds,
  finishOnKey: '',
};

export function openingPrompt(interview: Interview, part: 'privacy' | 'instructions'): Effect[] {
  return say('opening', interview.definition.opening[part]);
}

/** Whether a telephone answers it by its keys; all else is spoken. */
export function isByKey(question: Question): boolean {
  return question.type === 'choice' || question.type === 'number';
}

/** The question, which keys answer it, and the ear for the answer. */
export function askOnPhone(interview: Interview, question: Question): Effect[] {
  const { id: questionId } = question;
  const asked = say('question', question);
  if (!isByKey(question))
    return [...asked, { kind: 'record-call', questionId, maxSeconds: maxAnswerSeconds, silenceSeconds }];
  const choices = question.choices?.length ?? 1;
  const digits = question.type === 'choice' ? String(choices).length : longestNumber;
  const finishOnKey = digits > 1 ? '#' : '';
  return [
    ...asked,
    ...say('hint', { text: keysFor(interview, question) }),
    { kind: 'gather', questionId, digits, timeoutSeconds: keyTimeoutSeconds, finishOnKey },
  ];
}

/** Spoken after the question, whose own recording can not know the keys. */
function keysFor(interview: Interview, question: Question): string {
  const phrases = phrasesOf(interview.language);
  const choices = question.choices ?? [];
  const keys =
    question.type === 'choice'
      ? choices.map((choice, index) => phrases.pressFor(String(index + 1), choice.label))
      : [phrases.enterNumber];
  // One key is enough up to nine choices; above, the telephone has to know where the number ends.
  const end = question.type === 'choice' && choices.length > 9 ? [phrases.thenHash] : [];
  return [...keys, ...end, ...(question.required ? [] : [phrases.starSkips])].join(' ');
}

/** The answer in keys, `*` being the decimal sign; null where they mean none. */
export function digitsAnswer(
  interview: Interview,
  question: Question,
  event: EventOf<'digits'>,
): RecordedAnswer | null {
  const base = answerBase(interview, question, event.at);
  const keys = event.digits.replace(/#$/, '');
  if (question.type === 'choice') {
    const choice = /^\d+$/.test(keys) ? question.choices?.[Number(keys) - 1] : undefined;
    return choice ? { ...base, kind: 'choice', choiceId: choice.id, text: choice.label } : null;
  }
  if (question.type !== 'number' || !/^\d+(\*\d+)?$/.test(keys)) return null;
  const number = Number(keys.replace('*', '.'));
  return fits(question, number) ? { ...base, kind: 'number', number, text: keys.replace('*', '.') } : null;
}
