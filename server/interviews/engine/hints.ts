import type { Question } from '../definition.ts';
import { phrasesOf } from './phrases/phrases.ts';
import type { Attempt } from './read-answer.ts';
import type { Interview } from './types.ts';

/** How this question can be answered, said after an attempt that could not be read. Files are acknowledged. */
export function hintFor(interview: Interview, question: Question, attempt: Attempt): string {
  const { gotFiles } = phrasesOf(interview.language);
  const files = attempt.kind === 'text' ? (attempt.files ?? []) : [];
  const how = howToAnswer(interview, question, attempt, files.length > 0);
  return files.length > 0 ? `${gotFiles(files.length, nameOf(files))} ${how}` : how;
}

const longestName = 60;

/** What has no ending was named by us. */
function nameOf([name = '']: string[]): string | undefined {
  return name.includes('.') && name.length <= longestName ? name : undefined;
}

function howToAnswer(interview: Interview, question: Question, attempt: Attempt, hasFiles: boolean): string {
  const phrases = phrasesOf(interview.language);
  const empty = attempt.kind === 'text' && !attempt.text.trim() && !hasFiles;
  const hints: Record<Question['type'], string> = {
    text: empty ? phrases.emptyAnswer : phrases.needText,
    audio: phrases.needAudio,
    audio_or_text: empty ? phrases.emptyAnswer : phrases.needAudioOrText,
    choice: phrases.needChoice,
    number: numberHint(interview, question),
  };
  return hints[question.type];
}

/** Which numbers this question takes. */
export function numberHint(interview: Interview, { min, max, integer = false }: Question): string {
  const phrases = phrasesOf(interview.language);
  const written = (value: number | undefined) =>
    value === undefined ? undefined : String(value).replace('.', phrases.decimalComma ? ',' : '.');
  return phrases.needNumber(written(min), written(max), integer);
}
