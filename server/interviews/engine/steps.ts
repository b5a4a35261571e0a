import type { Question } from '../definition.ts';
import type { Effect, EngineState, Interview, RecordedAnswer, Role, Step } from './types.ts';

/** Attempts at one question that can not be read, before a person is asked. */
export const triesBeforeHandOver = 3;

export function nothing(state: EngineState): Step {
  return { state, effects: [] };
}

/** Without an answer, and not passed over. */
export function isOpen(state: EngineState, questionId: string): boolean {
  return !state.answered.includes(questionId) && !state.skipped.includes(questionId);
}

/** The first open question; those put off come last. Undefined when there is none left. */
export function currentQuestion(interview: Interview, state: EngineState): Question | undefined {
  const open = interview.definition.questions.filter((question) => isOpen(state, question.id));
  return open.find((question) => !state.putOff.includes(question.id)) ?? open[0];
}

export function findQuestion(interview: Interview, questionId: string | undefined): Question | undefined {
  return interview.definition.questions.find((question) => question.id === questionId);
}

/** Both the words and the recording of a prompt; nothing where it has neither. */
export function say(role: Role, prompt: { text: string; audioBlobKey?: string | null | undefined }): Effect[] {
  const { text, audioBlobKey } = prompt;
  if (!text && !audioBlobKey) return [];
  return [{ kind: 'say', role, text, ...(audioBlobKey ? { audioBlobKey } : {}) }];
}

/** Keeps an answer to a question that has none, and tells the progress. */
export function keepAnswer(interview: Interview, state: EngineState, answer: RecordedAnswer): Step {
  const answered = [...state.answered, answer.questionId];
  const total = interview.definition.questions.length;
  const half = answered.length * 2 > total && (answered.length - 1) * 2 <= total;
  return {
    state: {
      ...state,
      started: true,
      answered,
      skipped: state.skipped.filter((id) => id !== answer.questionId),
      misses: 0,
      handedOver: false,
      silences: 0,
    },
    effects: [
      { kind: 'record', answer },
      { kind: 'progress', answered: answered.length, total, attempted: answered.length === 1, half },
    ],
  };
}

export function passOver(state: EngineState, question: Question): EngineState {
  return { ...state, skipped: [...state.skipped, question.id], misses: 0, handedOver: false };
}

export function finish(interview: Interview, state: EngineState, at: string, effects: Effect[]): Step {
  return {
    state: { ...state, completed: true },
    effects: [...effects, ...say('closing', interview.definition.closing), { kind: 'completed', at }],
  };
}
