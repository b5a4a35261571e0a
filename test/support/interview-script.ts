import type { Question } from '#interviews/definition.ts';
import { advance, advanceAll, initialState } from '#interviews/engine/advance.ts';
import type { Effect, EngineEvent, EngineState, Interview, Medium } from '#interviews/engine/types.ts';

export const questions: Record<'why' | 'voice' | 'either' | 'shift' | 'years' | 'hobby', Question> = {
  why: { id: 'why', text: 'Why this job?', type: 'text', required: true },
  voice: { id: 'voice', text: 'Say hello.', audioBlobKey: 'hello.mp3', type: 'audio', required: true },
  either: { id: 'either', text: 'Tell us about you.', type: 'audio_or_text', required: true },
  shift: {
    id: 'shift',
    text: 'Which shift?',
    type: 'choice',
    required: true,
    choices: [
      { id: 'c1', label: 'Day' },
      { id: 'c2', label: 'Night' },
    ],
  },
  years: { id: 'years', text: 'How many years?', type: 'number', required: true, min: 0, max: 60, integer: true },
  hobby: { id: 'hobby', text: 'A hobby?', type: 'text', required: false },
};

export function interviewOf(asked: Question[], language = 'en'): Interview {
  return {
    language,
    definition: {
      greeting: 'Hello <%= @candidate_name %>!',
      opening: {
        introduction: { text: 'This is Acme.', audioBlobKey: 'intro.mp3' },
        privacy: { text: 'This call is recorded.' },
        instructions: { text: 'Speak up to four minutes.' },
      },
      questions: asked,
      closing: { text: 'Thank you.' },
    },
  };
}

type Without<T> = T extends unknown ? Omit<T, 'at' | 'medium'> : never;
/** An event without time and medium, which the script adds. */
export type Told = Without<EngineEvent>;

export const text = (value: string, questionId?: string): Told => ({ kind: 'text', text: value, questionId });
export const audio = (blobKey: string, questionId?: string, durationMs = 5000): Told => ({
  kind: 'audio',
  blobKey,
  contentType: 'audio/webm',
  durationMs,
  questionId,
});
export const digits = (keys: string, questionId?: string): Told => ({ kind: 'digits', digits: keys, questionId });
export const opened: Told = { kind: 'opened' };
export const silence: Told = { kind: 'silence' };
export const hangup: Told = { kind: 'hangup' };
export const stopped: Told = { kind: 'stopped' };
export const resumed: Told = { kind: 'resumed' };

/** A candidate and a bot: tells events, a minute apart, and gives what the bot does, a short line for each effect. */
export function script(interview: Interview) {
  let state: EngineState = initialState;
  let minutes = 0;
  const effects: Effect[] = [];
  const event = (medium: Medium, told: Told): EngineEvent => {
    minutes += 1;
    return { ...told, medium, at: new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString() } as EngineEvent;
  };
  const took = (step: { state: EngineState; effects: Effect[] }) => {
    state = JSON.parse(JSON.stringify(step.state));
    effects.push(...step.effects);
    return step.effects.map(line);
  };
  return {
    chat: (told: Told) => took(advance(interview, state, event('chat', told))),
    phone: (told: Told) => took(advance(interview, state, event('phone', told))),
    together: (...told: Told[]) => {
      const events = told.map((one) => event('chat', one));
      return took(advanceAll(interview, state, events));
    },
    wait: (hours: number) => {
      minutes += hours * 60;
    },
    state: () => state,
    answers: () => effects.flatMap((effect) => (effect.kind === 'record' ? [effect.answer] : [])),
  };
}

/** "ask why", "hint Please …", "record shift=c1", "progress 1/4 attempted", "gather 1", "hang-up". */
export function line(effect: Effect): string {
  switch (effect.kind) {
    case 'say':
      return `${effect.role}: ${effect.audioBlobKey ?? effect.text}`;
    case 'ask':
      return effect.role === 'question'
        ? `ask ${effect.questionId}`
        : `${effect.role} ${effect.questionId}: ${effect.text}`;
    case 'record':
      return `record ${effect.answer.questionId}=${value(effect.answer)}`;
    case 'progress': {
      const marks = `${effect.attempted ? ' attempted' : ''}${effect.half ? ' half' : ''}`;
      return `progress ${effect.answered}/${effect.total}${marks}`;
    }
    case 'gather':
      return `gather ${effect.digits}${effect.finishOnKey}`;
    case 'record-call':
      return `listen ${effect.questionId} ${effect.maxSeconds}s`;
    case 'hand-over':
      return `hand-over ${effect.questionId}`;
    default:
      return effect.kind;
  }
}

function value(answer: Extract<Effect, { kind: 'record' }>['answer']): string {
  if (answer.kind === 'text') return answer.text;
  if (answer.kind === 'number') return String(answer.number);
  return answer.kind === 'choice' ? answer.choiceId : answer.blobKey;
}
