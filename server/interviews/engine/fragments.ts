import { readAnswer } from './read-answer.ts';
import { currentQuestion, findQuestion } from './steps.ts';
import type { EngineEvent, EngineState, EventOf, Interview } from './types.ts';

/** The event at this place, with the texts after it that go on with the same answer. */
export function fragmentsFrom(events: EngineEvent[], start: number): [EngineEvent, ...EngineEvent[]] {
  const first = events[start] as EngineEvent;
  if (!isWritten(first)) return [first];
  const rest = events.slice(start + 1);
  const end = rest.findIndex((event) => !isWritten(event) || event.questionId !== first.questionId);
  return [first, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** Texts become one of several lines; of those for a choice or a number, the first that answers it stands for all. */
export function asOne(
  interview: Interview,
  state: EngineState,
  fragments: [EngineEvent, ...EngineEvent[]],
): EngineEvent {
  const [first, ...rest] = fragments;
  const texts = fragments.filter(isWritten);
  if (!isWritten(first) || rest.length === 0) return first;
  const question = findQuestion(interview, first.questionId) ?? currentQuestion(interview, state);
  if (question?.type === 'choice' || question?.type === 'number') {
    const answer = texts.find((event) => readAnswer(interview, question, event));
    if (answer) return answer;
  }
  const text = texts.map((event) => event.text.trim()).filter(Boolean);
  const files = texts.flatMap((event) => event.files ?? []);
  return { ...first, text: text.join('\n'), files, at: texts.at(-1)?.at ?? first.at };
}

function isWritten(event: EngineEvent): event is EventOf<'text'> {
  return event.kind === 'text' && event.medium === 'chat';
}
