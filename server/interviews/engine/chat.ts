import type { Question } from '../definition.ts';
import { hintFor } from './hints.ts';
import { phrasesOf } from './phrases/phrases.ts';
import { type Attempt, acceptsOf, isSkip, readAnswer } from './read-answer.ts';
import {
  currentQuestion,
  findQuestion,
  finish,
  isOpen,
  keepAnswer,
  nothing,
  passOver,
  say,
  triesBeforeHandOver,
} from './steps.ts';
import type { Effect, EngineEvent, EngineState, EventOf, Interview, Role, Step } from './types.ts';

/** After so long away the question is asked again, so that nobody has to look for it. */
const awayMs = 6 * 60 * 60_000;

/** The written interview: greeting, then question by question. The telephone's opening prompts have no place in it. */
export function advanceChat(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (state.stopped || !isOfChat(event)) return nothing(state);
  const here: EngineState = { ...state, putOff: [], chatAt: event.at };
  if (!state.started) return startChat(interview, here, event.at);
  if (state.completed) return afterEnd(interview, state, event);
  const current = currentQuestion(interview, here);
  if (!current) return finish(interview, here, event.at, []);
  if (event.kind === 'opened') {
    const away = Date.parse(event.at) - Date.parse(state.chatAt ?? event.at) >= awayMs;
    return away || state.chatAsked !== current.id ? backInChat(interview, here, current) : nothing(here);
  }
  if (!event.questionId) {
    // The question was asked by telephone: whoever writes now has not read it.
    if (state.chatAsked !== current.id) return backInChat(interview, here, current);
    return attempt(interview, here, current, event);
  }
  const answered = findQuestion(interview, event.questionId);
  // The page may answer what it still shows: a question that has its answer keeps it.
  if (!answered || !isOpen(state, answered.id)) return nothing(state);
  return attempt(interview, here, answered, event);
}

function isOfChat(event: EngineEvent): event is Attempt | EventOf<'opened' | 'skip'> {
  return ['opened', 'text', 'audio', 'choice', 'skip'].includes(event.kind);
}

export function startChat(interview: Interview, state: EngineState, at: string): Step {
  const greeting = say('greeting', { text: interview.definition.greeting });
  return askNext(interview, { ...state, started: true }, at, greeting);
}

function backInChat(interview: Interview, state: EngineState, question: Question): Step {
  const back = say('welcome-back', { text: phrasesOf(interview.language).welcomeBack });
  return { state: { ...state, chatAsked: question.id }, effects: [...back, ask(question)] };
}

function afterEnd(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (state.thanked || (event.kind !== 'text' && event.kind !== 'audio')) return nothing(state);
  const text = phrasesOf(interview.language).alreadyDone;
  return { state: { ...state, thanked: true }, effects: say('hint', { text }) };
}

function attempt(interview: Interview, state: EngineState, question: Question, event: Attempt | EventOf<'skip'>): Step {
  const phrases = phrasesOf(interview.language);
  const answer = event.kind === 'skip' ? null : readAnswer(interview, question, event);
  // A choice may be labelled "Next"; any other question would take the word for an answer.
  const skips = event.kind === 'text' && answer?.kind !== 'choice' && isSkip(phrases, event.text);
  if (event.kind === 'skip' || skips) {
    if (question.required) return missed(interview, state, question, phrases.cannotSkip);
    return askNext(interview, passOver(state, question), event.at, []);
  }
  if (!answer) return missed(interview, state, question, hintFor(interview, question, event));
  const kept = keepAnswer(interview, state, answer);
  return askNext(interview, kept.state, event.at, kept.effects);
}

function askNext(interview: Interview, state: EngineState, at: string, effects: Effect[]): Step {
  const next = currentQuestion(interview, state);
  if (!next) return finish(interview, state, at, effects);
  return { state: { ...state, chatAsked: next.id }, effects: [...effects, ask(next)] };
}

/** A kind second try, and a third; then a person is asked, once, and the bot waits without repeating itself. */
function missed(interview: Interview, state: EngineState, question: Question, hint: string): Step {
  if (state.handedOver) return nothing(state);
  const misses = state.misses + 1;
  if (misses < triesBeforeHandOver)
    return { state: { ...state, misses, chatAsked: question.id }, effects: [ask(question, 'hint', hint)] };
  const text = phrasesOf(interview.language).handOver;
  return {
    state: { ...state, misses, handedOver: true },
    effects: [{ kind: 'hand-over', questionId: question.id }, ...say('hand-over', { text })],
  };
}

/** A question, or a hint in its place that can be answered just so. */
export function ask(question: Question, role: Role = 'question', text = question.text): Effect {
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
