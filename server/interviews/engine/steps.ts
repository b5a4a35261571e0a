import type { Question } from '../definition.ts';
import type { Interview } from './advance.ts';
import { phrasesOf } from './phrases/phrases.ts';
import type { Accepts, Effect, EngineState, RecordedAnswer, Role, Step } from './types.ts';

/** The first question without an answer; undefined when there is none left. */
export function currentQuestion(interview: Interview, state: EngineState): Question | undefined {
  return interview.definition.questions.find(
    (question) => !state.answered.includes(question.id) && !state.skipped.includes(question.id),
  );
}

export function isDone(interview: Interview, state: EngineState): boolean {
  return state.completed || currentQuestion(interview, state) === undefined;
}

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

export function ask(
  _interview: Interview,
  question: Question,
  role: Role,
  text = question.text,
): Extract<Effect, { kind: 'ask' }> {
  return {
    kind: 'ask',
    questionId: question.id,
    text,
    role,
    ...(question.audioBlobKey && role === 'question' ? { audioBlobKey: question.audioBlobKey } : {}),
    accepts: acceptsOf(question),
    ...(question.choices && question.type === 'choice' ? { choices: question.choices } : {}),
    allowSkip: !question.required,
  };
}

export function hintFor(interview: Interview, question: Question, empty: boolean): Effect {
  const phrases = phrasesOf(interview.language);
  const hints: Record<Question['type'], string> = {
    text: empty ? phrases.emptyAnswer : phrases.needText,
    audio: phrases.needAudio,
    audio_or_text: empty ? phrases.emptyAnswer : phrases.needAudioOrText,
    choice: phrases.needChoice,
    number: phrases.needNumber(question.min, question.max, question.integer ?? false),
  };
  return ask(interview, question, 'hint', hints[question.type]);
}

/** Records an answer, tells the progress, and asks the next question or ends. `next` false: a telephone asks by itself. */
export function recordAnswer(
  interview: Interview,
  state: EngineState,
  question: Question,
  answer: RecordedAnswer,
): Step {
  const answered = [...state.answered, question.id];
  const total = interview.definition.questions.length;
  const after: EngineState = { ...state, answered, misses: 0, handedOver: false, silences: 0 };
  const effects: Effect[] = [
    { kind: 'record', answer },
    {
      kind: 'progress',
      answered: answered.length,
      total,
      attempted: answered.length === 1,
      half: answered.length * 2 > total && (answered.length - 1) * 2 <= total,
    },
  ];
  const next = currentQuestion(interview, after);
  if (next) return { state: after, effects: [...effects, ask(interview, next, 'question')] };
  return finish(interview, after, answer.at, effects);
}

export function finish(interview: Interview, state: EngineState, at: string, effects: Effect[]): Step {
  const { text, audioBlobKey } = interview.definition.closing;
  const closing: Effect[] =
    text || audioBlobKey ? [{ kind: 'say', role: 'closing', text, ...(audioBlobKey ? { audioBlobKey } : {}) }] : [];
  return { state: { ...state, completed: true }, effects: [...effects, ...closing, { kind: 'completed', at }] };
}
