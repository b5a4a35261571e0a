import { maxAnswerSeconds, type Question } from '../definition.ts';
import type { Interview } from './advance.ts';
import { phrasesOf } from './phrases/phrases.ts';
import { fits } from './read-answer.ts';
import { currentQuestion, finish, recordAnswer } from './steps.ts';
import type { Effect, EngineEvent, EngineState, PhoneStep, RecordedAnswer, Step } from './types.ts';

/** Silences in a row after which a call is ended; the next call goes on from there. */
const silencesBeforeGoodbye = 3;
const keyTimeoutSeconds = 10;

/** The telephone's interview: opening prompts, then question by question; every answer is kept the moment it is there. */
export function advancePhone(interview: Interview, state: EngineState, event: EngineEvent): Step {
  switch (event.kind) {
    case 'opened':
      return answerCall(interview, state, event.at);
    case 'digits':
      return keyPressed(interview, state, event);
    case 'audio':
      return spoken(interview, state, event);
    case 'silence':
      return silence(interview, state);
    default:
      // A hang-up ends the call, not the interview: what is answered stands, a later call begins at the next question.
      return { state, effects: [] };
  }
}

function answerCall(interview: Interview, state: EngineState, at: string): Step {
  const started = { ...state, started: true, silences: 0 };
  const question = currentQuestion(interview, started);
  if (state.completed || !question) {
    const thanks: Effect = { kind: 'say', role: 'hint', text: phrasesOf(interview.language).alreadyDone };
    return { state: started, effects: [thanks, { kind: 'hang-up' }] };
  }
  if (started.privacyAccepted) {
    const back: Effect = { kind: 'say', role: 'welcome-back', text: phrasesOf(interview.language).welcomeBack };
    return toQuestion(interview, started, at, [back]);
  }
  const introduction = prompt(interview, 'introduction');
  return {
    state: { ...started, phone: 'privacy' },
    effects: [introduction, prompt(interview, 'privacy'), gatherKey()],
  };
}

function keyPressed(interview: Interview, state: EngineState, event: Extract<EngineEvent, { kind: 'digits' }>): Step {
  const heard = { ...state, silences: 0 };
  if (state.phone === 'privacy') {
    return {
      state: { ...heard, privacyAccepted: true, phone: 'instructions' },
      effects: [prompt(interview, 'instructions'), gatherKey()],
    };
  }
  if (state.phone === 'instructions') return toQuestion(interview, heard, event.at, []);
  const question = currentQuestion(interview, state);
  if (state.phone !== 'question' || !question) return { state: heard, effects: [] };
  const answer = byKeys(interview, question, event);
  if (!answer) return { state: heard, effects: [askOnPhone(question), ...listenFor(question)] };
  return afterAnswer(interview, recordAnswer(interview, heard, question, answer));
}

function byKeys(
  interview: Interview,
  question: Question,
  event: Extract<EngineEvent, { kind: 'digits' }>,
): RecordedAnswer | null {
  const base = { questionId: question.id, position: interview.definition.questions.indexOf(question), at: event.at };
  const number = Number(event.digits.replace(/\D/g, ''));
  if (!/\d/.test(event.digits)) return null;
  if (question.type === 'choice') {
    const choice = question.choices?.[number - 1];
    return choice ? { ...base, kind: 'choice', choiceId: choice.id, text: choice.label } : null;
  }
  return question.type === 'number' && fits(question, number)
    ? { ...base, kind: 'number', number, text: event.digits }
    : null;
}

/** A recording: it answers any question that is not answered by keys, whatever was asked for in the chat. */
function spoken(interview: Interview, state: EngineState, event: Extract<EngineEvent, { kind: 'audio' }>): Step {
  const question = currentQuestion(interview, state);
  if (state.phone !== 'question' || !question || byKey(question)) return { state, effects: [] };
  if (event.questionId && event.questionId !== question.id) return { state, effects: [] };
  const { blobKey, contentType, durationMs, at } = event;
  const position = interview.definition.questions.indexOf(question);
  return afterAnswer(
    interview,
    recordAnswer(interview, state, question, {
      questionId: question.id,
      position,
      at,
      kind: 'audio',
      blobKey,
      contentType,
      durationMs,
    }),
  );
}

function afterAnswer(interview: Interview, step: Step): Step {
  const effects = step.effects.filter((effect) => effect.kind !== 'ask');
  const next = currentQuestion(interview, step.state);
  if (!next) return { state: step.state, effects: [...effects, { kind: 'hang-up' }] };
  return { state: step.state, effects: [...effects, askOnPhone(next), ...listenFor(next)] };
}

function silence(interview: Interview, state: EngineState): Step {
  const phrases = phrasesOf(interview.language);
  const silences = state.silences + 1;
  if (silences >= silencesBeforeGoodbye) {
    return {
      state: { ...state, silences: 0 },
      effects: [{ kind: 'say', role: 'hint', text: phrases.goodbye }, { kind: 'hang-up' }],
    };
  }
  const heardNothing: Effect = { kind: 'say', role: 'hint', text: phrases.nothingHeard };
  const again = { ...state, silences };
  const question = currentQuestion(interview, state);
  if (state.phone === 'question' && question)
    return { state: again, effects: [heardNothing, askOnPhone(question), ...listenFor(question)] };
  return { state: again, effects: [heardNothing, { kind: 'say', role: 'hint', text: phrases.pressKey }, gatherKey()] };
}

function toQuestion(interview: Interview, state: EngineState, at: string, before: Effect[]): Step {
  const question = currentQuestion(interview, state);
  if (!question) return finish(interview, state, at, before);
  return { state: { ...state, phone: 'question' }, effects: [...before, askOnPhone(question), ...listenFor(question)] };
}

function askOnPhone(question: Question): Effect {
  const choices =
    question.type === 'choice'
      ? (question.choices ?? []).map((choice, index) => ` ${index + 1}: ${choice.label}.`).join('')
      : '';
  return {
    kind: 'say',
    role: 'question',
    text: `${question.text}${choices}`,
    ...(question.audioBlobKey ? { audioBlobKey: question.audioBlobKey } : {}),
  };
}

function byKey(question: Question): boolean {
  return question.type === 'choice' || question.type === 'number';
}

function listenFor(question: Question): Effect[] {
  if (!byKey(question)) return [{ kind: 'record-call', questionId: question.id, maxSeconds: maxAnswerSeconds }];
  const digits = question.type === 'choice' ? String(question.choices?.length ?? 1).length : 9;
  return [{ kind: 'gather', timeoutSeconds: keyTimeoutSeconds, digits }];
}

function prompt(interview: Interview, step: Exclude<PhoneStep, 'question'>): Effect {
  const { text, audioBlobKey } = interview.definition.opening[step];
  return { kind: 'say', role: 'opening', text, ...(audioBlobKey ? { audioBlobKey } : {}) };
}

function gatherKey(): Effect {
  return { kind: 'gather', timeoutSeconds: keyTimeoutSeconds, digits: 1 };
}
