import { advanceChat, ask, startChat } from './chat.ts';
import { asOne, fragmentsFrom } from './fragments.ts';
import { advancePhone } from './phone.ts';
import { currentQuestion, nothing } from './steps.ts';
import type { Effect, EngineEvent, EngineState, Interview, Step } from './types.ts';

/** Before anything happened. An interview begins with the first event, `opened` as a rule. */
export const initialState: EngineState = {
  v: 1,
  started: false,
  completed: false,
  stopped: false,
  answered: [],
  skipped: [],
  putOff: [],
  misses: 0,
  handedOver: false,
  thanked: false,
  chatAsked: null,
  chatAt: null,
  opening: 'privacy',
  onCall: false,
  silences: 0,
};

/**
 * One step of an interview: pure, and total: any event in any state has a result. Chat and telephone are two media of
 * the same interview; what was answered in one counts in the other.
 */
export function advance(interview: Interview, saved: EngineState, event: EngineEvent): Step {
  // A state that an older version of the program saved lacks what was added since.
  const state = { ...initialState, ...saved };
  if (event.kind === 'stopped') return nothing({ ...state, stopped: true });
  if (event.kind === 'resumed') return resume(interview, state, event.at);
  return event.medium === 'phone' ? advancePhone(interview, state, event) : advanceChat(interview, state, event);
}

/** Several events that waited together. Fragments of one answer, sent in quick succession, are read as one. */
export function advanceAll(interview: Interview, saved: EngineState, events: EngineEvent[]): Step {
  const effects: Effect[] = [];
  let state = { ...initialState, ...saved };
  for (let index = 0; index < events.length; ) {
    const fragments = fragmentsFrom(events, index);
    const step = advance(interview, state, asOne(interview, state, fragments));
    state = step.state;
    effects.push(...step.effects);
    index += fragments.length;
  }
  return { state, effects };
}

/** The question is asked in writing: there it waits until the candidate comes. */
function resume(interview: Interview, state: EngineState, at: string): Step {
  if (!state.stopped) return nothing(state);
  const running = { ...state, stopped: false, misses: 0, handedOver: false, putOff: [] };
  if (!running.started) return startChat(interview, running, at);
  const question = currentQuestion(interview, running);
  if (running.completed || !question) return nothing(running);
  return { state: { ...running, chatAsked: question.id }, effects: [ask(question)] };
}
