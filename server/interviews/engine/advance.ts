import type { InterviewDefinition, Question } from '../definition.ts';
import { advancePhone } from './phone.ts';
import { phrasesOf } from './phrases/phrases.ts';
import { fits, fold, readChoice, readNumber } from './read-answer.ts';
import { acceptsOf, ask, currentQuestion, finish, hintFor, isDone, recordAnswer } from './steps.ts';
import type { Effect, EngineEvent, EngineState, RecordedAnswer, Step } from './types.ts';

export type Interview = { definition: InterviewDefinition; language: string };

export const initialState: EngineState = {
  v: 1,
  started: false,
  completed: false,
  stopped: false,
  answered: [],
  skipped: [],
  misses: 0,
  handedOver: false,
  phone: 'introduction',
  privacyAccepted: false,
  silences: 0,
  thanked: false,
};

/**
 * One step of an interview: pure, and total: any event in any state has a result. Chat and telephone are two media of
 * the same interview; what was answered in one counts in the other.
 */
export function advance(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (event.kind === 'stopped') return { state: { ...state, stopped: true }, effects: [] };
  if (event.kind === 'resumed') return resume(interview, state, event);
  if (state.stopped) return { state, effects: [] };
  return event.medium === 'phone' ? advancePhone(interview, state, event) : advanceChat(interview, state, event);
}

/** Several events that waited together. Fragments of one answer, sent in quick succession, are read as one. */
export function advanceAll(interview: Interview, state: EngineState, events: EngineEvent[]): Step {
  const effects: Effect[] = [];
  let current = state;
  for (const event of joinFragments(interview, state, events)) {
    const step = advance(interview, current, event);
    current = step.state;
    effects.push(...step.effects);
  }
  return { state: current, effects };
}

function joinFragments(interview: Interview, state: EngineState, events: EngineEvent[]): EngineEvent[] {
  const joined: EngineEvent[] = [];
  const open = currentQuestion(interview, state);
  for (const event of events) {
    const last = joined.at(-1);
    const continues =
      last?.kind === 'text' && event.kind === 'text' && last.medium === 'chat' && last.questionId === event.questionId;
    if (continues && open && (open.type === 'text' || open.type === 'audio_or_text'))
      joined[joined.length - 1] = { ...last, text: `${last.text}\n${event.text}` };
    else joined.push(event);
  }
  return joined;
}

function resume(interview: Interview, state: EngineState, event: EngineEvent): Step {
  const running = { ...state, stopped: false, misses: 0, handedOver: false };
  const question = currentQuestion(interview, running);
  if (!state.stopped || !state.started || !question || event.medium === 'phone') return { state: running, effects: [] };
  return { state: running, effects: [ask(interview, question, 'question')] };
}

function advanceChat(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (!state.started) return startChat(interview, state, event);
  if (isDone(interview, state)) return afterEnd(interview, state, event);
  const question = currentQuestion(interview, state) as Question;
  if (event.kind === 'opened')
    return state.phone === 'introduction' ? { state, effects: [] } : backInChat(interview, state, question);
  if (event.kind !== 'text' && event.kind !== 'audio' && event.kind !== 'choice') return { state, effects: [] };
  // The page may answer what it still shows: a question that has its answer keeps it.
  if (event.questionId && event.questionId !== question.id && state.answered.includes(event.questionId))
    return { state, effects: [] };
  if (!question.required && event.kind === 'text' && phrasesOf(interview.language).skipWords.includes(fold(event.text)))
    return passOver(interview, state, question, event.at);
  const answer = readAnswer(interview, question, event);
  return answer ? recordAnswer(interview, state, question, answer) : missed(interview, state, question, event);
}

function startChat(interview: Interview, state: EngineState, event: EngineEvent): Step {
  const started = { ...state, started: true };
  const question = currentQuestion(interview, started);
  const greeting: Effect = { kind: 'say', role: 'greeting', text: interview.definition.greeting };
  if (!question) return finish(interview, started, event.at, [greeting]);
  return { state: started, effects: [greeting, ask(interview, question, 'question')] };
}

/** A call asked the question last; in the chat it has to be seen. */
function backInChat(interview: Interview, state: EngineState, question: Question): Step {
  const text = phrasesOf(interview.language).welcomeBack;
  return {
    state: { ...state, phone: 'introduction' },
    effects: [{ kind: 'say', role: 'welcome-back', text }, ask(interview, question, 'question')],
  };
}

function afterEnd(interview: Interview, state: EngineState, event: EngineEvent): Step {
  if (state.thanked || (event.kind !== 'text' && event.kind !== 'audio')) return { state, effects: [] };
  return {
    state: { ...state, thanked: true },
    effects: [{ kind: 'say', role: 'hint', text: phrasesOf(interview.language).alreadyDone }],
  };
}

function passOver(interview: Interview, state: EngineState, question: Question, at: string): Step {
  const passed = { ...state, skipped: [...state.skipped, question.id], misses: 0, handedOver: false };
  const next = currentQuestion(interview, passed);
  return next ? { state: passed, effects: [ask(interview, next, 'question')] } : finish(interview, passed, at, []);
}

type Attempt = Extract<EngineEvent, { kind: 'text' | 'audio' | 'choice' }>;

/** The answer in what came, or null where the question does not take it so. */
function readAnswer(interview: Interview, question: Question, event: Attempt): RecordedAnswer | null {
  const position = interview.definition.questions.indexOf(question);
  const base = { questionId: question.id, position, at: event.at };
  if (event.kind === 'audio') {
    const { blobKey, contentType, durationMs } = event;
    return acceptsOf(question).includes('audio') ? { ...base, kind: 'audio', blobKey, contentType, durationMs } : null;
  }
  if (question.type === 'choice') {
    const choices = question.choices ?? [];
    const choice =
      event.kind === 'choice' ? choices.find((one) => one.id === event.choiceId) : readChoice(event.text, choices);
    return choice ? { ...base, kind: 'choice', choiceId: choice.id, text: choice.label } : null;
  }
  if (event.kind === 'choice') return null;
  const text = event.text.trim();
  if (question.type === 'number') {
    const number = readNumber(text, phrasesOf(interview.language).decimalComma);
    return number !== null && fits(question, number) ? { ...base, kind: 'number', number, text } : null;
  }
  return acceptsOf(question).includes('text') && text ? { ...base, kind: 'text', text } : null;
}

const triesBeforeHandOver = 3;

/** A kind second try; after the third, a person is asked, once, and the bot waits without repeating itself. */
function missed(interview: Interview, state: EngineState, question: Question, event: Attempt): Step {
  const misses = state.misses + 1;
  if (state.handedOver) return { state: { ...state, misses }, effects: [] };
  if (misses >= triesBeforeHandOver) {
    const text = phrasesOf(interview.language).handOver;
    return {
      state: { ...state, misses, handedOver: true },
      effects: [
        { kind: 'hand-over', questionId: question.id },
        { kind: 'say', role: 'hand-over', text },
      ],
    };
  }
  return {
    state: { ...state, misses },
    effects: [hintFor(interview, question, event.kind === 'text' && !event.text.trim())],
  };
}
