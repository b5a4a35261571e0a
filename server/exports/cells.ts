import { own } from '#platform/own.ts';
import { type FixedColumn, ownKeys, refereeNames } from './columns.ts';
import type { ExportAnswer, ExportRow } from './queries.ts';
import type { QuestionIds, Questions } from './questions.ts';
import type { ExportTexts } from './texts.ts';

export type Cell = string | number | Date | null;

/** What a cell of a spreadsheet can hold. */
const longestCell = 32_767;

/** Whoever has it answers in the candidate's name; a list's excerpt may have cut it anywhere. */
const personalLink = /\bhttps?:\/\/[^\s/]+(?:\/[^\s/]+)*?\/c\/[^\s)\]>"']*/gi;

/** What a column says of an application. */
export type Reader = (row: ExportRow) => Cell;

export function readerOf(column: Exclude<FixedColumn, 'details' | 'answers'>, texts: ExportTexts): Reader {
  switch (column) {
    case 'applicationId':
      return (row) => row.id;
    case 'candidateId':
      return (row) => row.candidateId;
    case 'folder':
      return (row) => safeText(own(texts.folders, row.folder) ?? row.folderName ?? row.folder);
    case 'labels':
      return (row) =>
        safeText(row.labels?.map((label) => own(texts.automaticLabels, label) ?? label).join(', ') ?? null);
    case 'added':
    case 'completed':
    case 'active':
      return (row) => moment(row[column]);
    case 'referee':
      return ({ others }) => safeText(first(others, ownKeys.referee) ?? refereeName(others));
    case 'score':
      return ({ others }) => numberOr(first(others, ownKeys.score));
    case 'location':
    case 'refereeEmail':
    case 'refereePhone':
    case 'refereeId':
    case 'refereeAccount':
      return ({ others }) => safeText(first(others, ownKeys[column]));
    case 'lastMessage':
      return (row) => safeText(row.lastMessage?.replace(personalLink, '[…]') ?? null);
    default:
      return (row) => safeText(row[column]);
  }
}

export function readDetail(key: string): Reader {
  return ({ others }) => typed(own(others, key));
}

export function safeCell(value: Cell): Cell {
  return typeof value === 'string' ? safeText(value) : value;
}

/** All details but those that have a column, in one cell. */
export function readRest(shown: ReadonlySet<string>): Reader {
  return ({ others }) =>
    safeText(
      Object.entries(others)
        .filter(([name]) => !shown.has(name))
        .map(([name, value]) => `${name}: ${plain(value)}`)
        .join('\n'),
    );
}

/** What was answered to a question that several campaigns may ask. */
export function readAnswer(ids: QuestionIds, questions: Questions, texts: ExportTexts): Reader {
  return (row) => {
    const own = row.answers && ids.get(row.interviewCampaign ?? 0);
    const answer = own && row.answers?.find(([question]) => own.has(question));
    return answer ? answerCell(answer, row, questions, texts) : null;
  };
}

export function readRestOfAnswers(rest: Questions['asked'], questions: Questions, texts: ExportTexts): Reader {
  const readers = rest.map(({ text, ids }) => ({ text, read: readAnswer(ids, questions, texts) }));
  return (row) => {
    const given = readers.flatMap(({ text, read }) => {
      const value = read(row);
      return value === null ? [] : [`${text}: ${value}`];
    });
    return safeText(given.join('\n') || null);
  };
}

function answerCell(answer: ExportAnswer, row: ExportRow, { choices }: Questions, texts: ExportTexts): Cell {
  const [question, kind, text, number, choice, transcript, seconds] = answer;
  if (kind === 'number') return number;
  if (kind === 'choice') {
    const label = choices.get(`${row.interviewCampaign} ${question} ${choice}`);
    return safeText(label ?? text ?? choice);
  }
  if (kind !== 'audio') return safeText(text);
  const length = seconds ?? 0;
  const time = `${Math.floor(length / 60)}:${String(length % 60).padStart(2, '0')}`;
  return safeText(transcript || texts.spoken.replace('{time}', time));
}

/** Whole seconds of the company's clocks; spreadsheets have no zones, so they are kept as if they were of UTC. */
function moment(local: number | null): Date | null {
  return local === null ? null : new Date(Math.floor(local) * 1000);
}

function first(others: Record<string, unknown>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = plain(others[key])?.trim();
    if (value) return value;
  }
  return null;
}

function refereeName(others: Record<string, unknown>): string | null {
  return refereeNames.flatMap((key) => plain(others[key])?.trim() || []).join(' ') || null;
}

function numberOr(text: string | null): Cell {
  return text !== null && /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : safeText(text);
}

function typed(value: unknown): Cell {
  return typeof value === 'number' && Number.isFinite(value) ? value : safeText(plain(value));
}

function plain(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A text that stays one: saved again as CSV, or pasted elsewhere, `=HYPERLINK(…)` would be calculated. A telephone
 * number begins with `+` and is none. Full-width signs are read like the plain ones by some spreadsheets. Characters that
 * XML 1.0 has no place for, and those that control what shows a text, go.
 */
export function safeText(text: string | null): string | null {
  if (text === null) return null;
  const short = text
    .toWellFormed()
    .replace(unshown, '')
    .slice(0, longestCell - 1)
    .toWellFormed();
  return /^\s*[=+\-@\t\r\n＝＋－＠]/.test(short) && !number.test(short) ? `'${short}` : short;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unshown = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const number = /^[+-]?\d[\d ().-]*$/;
const separators = /([;|\t\r\n])/;

/**
 * The same for CSV: where a list is separated by `;`, as in Spanish, a spreadsheet cuts our texts there, and at ends of lines, and
 * looks at what follows as at a cell of its own.
 */
export function safePieces(text: string): string {
  if (!separators.test(text)) return text;
  const pieces = text.split(separators);
  return pieces
    .map((piece, index) =>
      index > 0 && /^[\s"]*[=+\-@＝＋－＠]/.test(piece) && !number.test(piece) ? `'${piece}` : piece,
    )
    .join('');
}
