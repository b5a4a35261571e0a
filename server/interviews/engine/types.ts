import type { Choice, InterviewDefinition, Question } from '../definition.ts';

/** `language` is that of the bot's own words, such as `es` or `pt-BR`. */
export type Interview = {
  definition: InterviewDefinition;
  language: string;
  /** Whether the choices of a question were shown with their numbers; absent: none. */
  numbered?(question: Question): boolean;
};

/** By what kind of channel the candidate is there now. Every channel of written messages is `chat`. */
export type Medium = 'chat' | 'phone';

type At = {
  /** ISO time; the engine has no clock. */
  at: string;
  medium: Medium;
};

/** What happened, as a driver tells it. `questionId` is there where the page or the call knows what it answers. */
export type EngineEvent = At &
  /** The page was opened or the call was answered; again when the candidate comes back. */
  (
    | { kind: 'opened'; skipOpening?: boolean | undefined }
    /** `files`: the names of those that came with it, which are no answers. */
    | { kind: 'text'; text: string; files?: string[] | undefined; questionId?: string | undefined }
    | { kind: 'audio'; blobKey: string; contentType: string; durationMs: number; questionId?: string | undefined }
    | { kind: 'choice'; choiceId: string; questionId?: string | undefined }
    | { kind: 'skip'; questionId?: string | undefined }
    /** Keys of the telephone, without the one that ended them. */
    | { kind: 'digits'; digits: string; questionId?: string | undefined }
    | { kind: 'silence'; questionId?: string | undefined }
    | { kind: 'hangup' }
    /** A recruiter silences the bot, or lets it go on. */
    | { kind: 'stopped' }
    | { kind: 'resumed' }
  );

export type EventOf<Kind extends EngineEvent['kind']> = Extract<EngineEvent, { kind: Kind }>;

export type Accepts = 'text' | 'audio' | 'choice' | 'number';

export type RecordedAnswer = {
  questionId: string;
  /** Of the question, from 0. */
  position: number;
  at: string;
} & (
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; text: string }
  | { kind: 'choice'; choiceId: string; text: string }
  | { kind: 'audio'; blobKey: string; contentType: string; durationMs: number }
);

export type Role = 'greeting' | 'question' | 'hint' | 'welcome-back' | 'closing' | 'hand-over' | 'opening' | 'goodbye';

/** What is to be done, in this order. */
export type Effect =
  /** Say or write it; on the telephone `audioBlobKey` is played where there is one. */
  | { kind: 'say'; role: Role; text: string; audioBlobKey?: string | undefined }
  /** Chat only. As `say`, and this is what can answer it. */
  | {
      kind: 'ask';
      questionId: string;
      text: string;
      audioBlobKey?: string | undefined;
      role: Role;
      accepts: Accepts[];
      choices?: Choice[];
      allowSkip: boolean;
    }
  | { kind: 'record'; answer: RecordedAnswer }
  /** After each answer. `attempted` and `half` are true once: the first answer, and more than half of them. */
  | { kind: 'progress'; answered: number; total: number; attempted: boolean; half: boolean }
  | { kind: 'completed'; at: string }
  /** The bot can't place what came; a recruiter should look. Said once a question. */
  | { kind: 'hand-over'; questionId: string }
  /**
   * Telephone only: wait for so many keys, or fewer and `finishOnKey` ('': no such key, all count); then `digits`, or
   * `silence` where none came. `questionId` goes back with either.
   */
  | { kind: 'gather'; questionId: string | null; digits: number; timeoutSeconds: number; finishOnKey: '' | '#' }
  /**
   * Telephone only: record until any key, so much silence, or so much speech; then `audio`, or `silence` where nothing
   * was said, or `digits` where a key came before any word.
   */
  | { kind: 'record-call'; questionId: string; maxSeconds: number; silenceSeconds: number }
  /** Telephone only: the call ends when all before this has been said. */
  | { kind: 'hang-up' };

/** All the engine remembers; plain JSON. */
export type EngineState = {
  v: 1;
  started: boolean;
  completed: boolean;
  stopped: boolean;
  /** Ids of the questions, in the order in which they were answered. */
  answered: string[];
  /** Ids of optional questions that were passed over. */
  skipped: string[];
  /** Ids of required questions left for the end of this call. */
  putOff: string[];
  /** Answers to the current question that could not be read. */
  misses: number;
  handedOver: boolean;
  /** Whether who wrote after the end was told that all is done. */
  thanked: boolean;
  /** Id of the question that the chat showed last. */
  chatAsked: string | null;
  /** ISO time of the candidate's last event in the chat. */
  chatAt: string | null;
  /** The part of the telephone's opening that is still to be heard. */
  opening: 'privacy' | 'instructions' | 'done';
  onCall: boolean;
  /** In a row, in this call. */
  silences: number;
};

export type Step = { state: EngineState; effects: Effect[] };
