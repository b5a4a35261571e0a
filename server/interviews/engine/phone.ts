import type { Question } from '../definition.ts';
import { numberHint } from './hints.ts';
import { askOnPhone, digitsAnswer, isByKey, keyGather, openingPrompt } from './phone-prompts.ts';
import { phrasesOf } from './phrases/phrases.ts';
import { answerBase, recordingOf } from './read-answer.ts';
import {
  currentQuestion,
  findQuestion,
  finish,
  keepAnswer,
  nothing,
  passOver,
  say,
  triesBeforeHandOver,
} from './steps.ts';
import type { Effect, EngineEvent, EngineState, EventOf, Interview, Step } from './types.ts';

/** Silences in a row: after the second a question is left for later, after the third the call ends. */
const silencesBeforeMovingOn = 2;
const silencesBeforeGoodbye = 3;

const hangUp: Effect = { kind: 'hang-up' };

/** The telephone's interview: opening prompts, then question by question; every answer is kept the moment it is there. */
export function advancePhone(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (event.kind === 'hangup') return endCall(interview, state, event.at, []);
  if (!isOfCall(event)) return nothing(state);
  if (state.stopped) return whileStopped(interview, state, event);
  if (event.kind === 'opened') return answerCall(interview, state, event);
  if (event.kind === 'audio') return spoken(interview, state, event);
  if (!state.onCall) return nothing(state);
  if (event.kind === 'digits') return keyPressed(interview, { ...state, silences: 0 }, event);
  return silence(interview, state, event);
}

type CallEvent = EventOf<'opened' | 'audio' | 'digits' | 'silence'>;

function isOfCall(event: EngineEvent): event is CallEvent {
  return ['opened', 'audio', 'digits', 'silence'].includes(event.kind);
}

function answerCall(interview: Interview, state: EngineState, event: EventOf<'opened'>): Step {
  const call: EngineState = { ...state, started: true, onCall: true, silences: 0, misses: 0, putOff: [] };
  if (event.skipOpening) return goOn(interview, { ...call, opening: 'done' }, event.at, []);
  if (state.opening === 'privacy')
    return goOn(interview, call, event.at, say('opening', interview.definition.opening.introduction));
  return goOn(interview, call, event.at, say('welcome-back', { text: phrasesOf(interview.language).welcomeBack }));
}

/** What comes next in a call: the rest of the opening, the current question, or the end. */
function goOn(interview: Interview, state: EngineState, at: string, effects: Effect[]): Step {
  if (state.completed) {
    const thanks = say('goodbye', { text: phrasesOf(interview.language).alreadyDoneCall });
    return endCall(interview, state, at, [...thanks, hangUp]);
  }
  const question = currentQuestion(interview, state);
  if (!question) {
    const end = finish(interview, { ...state, onCall: false }, at, effects);
    return { state: end.state, effects: [...end.effects, hangUp] };
  }
  if (state.opening === 'done') return { state, effects: [...effects, ...askOnPhone(interview, question)] };
  const prompt = openingPrompt(interview, state.opening);
  if (prompt.length === 0) return goOn(interview, pastOpening(state), at, effects);
  return { state, effects: [...effects, ...prompt, keyGather] };
}

function pastOpening(state: EngineState): EngineState {
  return { ...state, opening: state.opening === 'privacy' ? 'instructions' : 'done' };
}

function keyPressed(interview: Interview, state: EngineState, event: EventOf<'digits'>): Step {
  if (state.completed) return goOn(interview, state, event.at, []);
  if (state.opening !== 'done') return goOn(interview, pastOpening(state), event.at, []);
  const question = currentQuestion(interview, state);
  // Answered in the chat meanwhile: the key was not meant for what is asked now.
  if (!question || (event.questionId && event.questionId !== question.id)) return goOn(interview, state, event.at, []);
  if (!question.required && (!isByKey(question) || event.digits.startsWith('*')))
    return goOn(interview, passOver(state, question), event.at, []);
  const answer = digitsAnswer(interview, question, event);
  if (!answer) return missed(interview, state, question, event.at);
  const kept = keepAnswer(interview, state, answer);
  return goOn(interview, kept.state, event.at, kept.effects);
}

/**
 * A recording answers any question that is not answered by keys, whatever the chat asks for. It can not be made again,
 * so it is kept whenever its question has no answer: after a hang-up, a stop, or the end.
 */
function spoken(interview: Interview, state: EngineState, event: EventOf<'audio'>): Step {
  const asked = state.onCall && state.opening === 'done' ? currentQuestion(interview, state) : undefined;
  const question = event.questionId ? findQuestion(interview, event.questionId) : asked;
  const isCurrent = asked !== undefined && question === asked;
  if (!question || isByKey(question) || state.answered.includes(question.id) || event.durationMs <= 0) {
    if (!state.onCall) return nothing(state);
    if (isCurrent && event.durationMs <= 0) return silence(interview, state, event);
    return isCurrent ? missed(interview, state, question, event.at) : goOn(interview, state, event.at, []);
  }
  const answer = { ...answerBase(interview, question, event.at), ...recordingOf(event) };
  const kept = keepAnswer(interview, state, answer);
  if (!state.onCall) return endCall(interview, kept.state, event.at, kept.effects);
  if (isCurrent) return goOn(interview, kept.state, event.at, kept.effects);
  const after = goOn(interview, kept.state, event.at, []);
  return { state: after.state, effects: [...kept.effects, ...after.effects] };
}

function silence(interview: Interview, state: EngineState, event: EventOf<'silence' | 'audio'>): Step {
  const question = currentQuestion(interview, state);
  if (state.completed || !question) return goOn(interview, state, event.at, []);
  const phrases = phrasesOf(interview.language);
  const heard = { ...state, silences: state.silences + 1 };
  const unheard = say('hint', { text: phrases.nothingHeard });
  if (heard.silences >= silencesBeforeGoodbye) return goodbye(interview, heard, event.at);
  if (state.opening !== 'done')
    return { state: heard, effects: [...unheard, ...say('hint', { text: phrases.pressKey }), keyGather] };
  if (event.questionId && event.questionId !== question.id) return goOn(interview, heard, event.at, []);
  if (heard.silences >= silencesBeforeMovingOn) return moveOn(interview, heard, question, event.at, []);
  return { state: heard, effects: [...unheard, ...askOnPhone(interview, question)] };
}

/** A key that means nothing here. As in the chat, two more tries; then a person is asked and the call goes on. */
function missed(interview: Interview, state: EngineState, question: Question, at: string): Step {
  const tried = { ...state, misses: state.misses + 1, silences: 0 };
  if (tried.misses >= triesBeforeHandOver) {
    const handOver: Effect[] = state.putOff.includes(question.id)
      ? []
      : [{ kind: 'hand-over', questionId: question.id }];
    return moveOn(interview, tried, question, at, handOver);
  }
  const phrases = phrasesOf(interview.language);
  const text = question.type === 'number' ? numberHint(interview, question) : phrases.notUnderstood;
  return { state: tried, effects: [...say('hint', { text }), ...askOnPhone(interview, question)] };
}

/** Leaves a question without an answer: an optional one for good, a required one until the others have been asked. */
function moveOn(interview: Interview, state: EngineState, question: Question, at: string, effects: Effect[]): Step {
  const left = question.required
    ? { ...state, misses: 0, putOff: [...new Set([...state.putOff, question.id])] }
    : passOver(state, question);
  const next = currentQuestion(interview, left);
  if (next && left.putOff.includes(next.id)) {
    const end = goodbye(interview, left, at);
    return { state: end.state, effects: [...effects, ...end.effects] };
  }
  return goOn(interview, left, at, [...effects, ...say('hint', { text: phrasesOf(interview.language).movingOn })]);
}

function goodbye(interview: Interview, state: EngineState, at: string): Step {
  const end = endCall(interview, state, at, []);
  const parting = end.state.completed
    ? say('closing', interview.definition.closing)
    : say('goodbye', { text: phrasesOf(interview.language).goodbye });
  return { state: end.state, effects: [...parting, ...end.effects, hangUp] };
}

/**
 * A hang-up ends the call, not the interview: what is answered stands, a later call begins at the next question. Where
 * only optional questions are left, nobody is called back for them.
 */
function endCall(interview: Interview, state: EngineState, at: string, effects: Effect[]): Step {
  const ended = { ...state, onCall: false, silences: 0, misses: 0 };
  const open = interview.definition.questions.filter((question) => !state.answered.includes(question.id));
  const enough = state.answered.length > 0 && !open.some((question) => question.required);
  const calling = state.onCall || effects.length > 0;
  if (state.completed || !enough || !calling) return { state: ended, effects };
  const skipped = open.map((question) => question.id);
  return { state: { ...ended, skipped, completed: true }, effects: [...effects, { kind: 'completed', at }] };
}

/** A recruiter has taken over: no question is asked, and the line is not left silent. */
function whileStopped(interview: Interview, state: EngineState, event: CallEvent): Step {
  const kept = event.kind === 'audio' ? spoken(interview, state, event) : nothing(state);
  const isKept = (effect: Effect) => ['record', 'progress', 'completed'].includes(effect.kind);
  const effects = kept.effects.filter(isKept);
  if (!state.onCall && event.kind !== 'opened') return { state: kept.state, effects };
  const text = phrasesOf(interview.language).personTookOver;
  return {
    state: { ...kept.state, onCall: false, silences: 0, misses: 0 },
    effects: [...effects, ...say('goodbye', { text }), hangUp],
  };
}
