import type { Choice } from '../definition.ts';

/** By what kind of channel the candidate is there now. */
export type Medium = 'chat' | 'phone';

type At = {
  /** ISO time; the engine has no clock. */
  at: string;
  medium: Medium;
};

/** What happened, as a driver tells it. `questionId` is there where the page knows what it answers. */
export type EngineEvent = At &
  (
    | { kind: 'opened' }
    | { kind: 'text'; text: string; questionId?: string | undefined }
    | { kind: 'audio'; blobKey: string; contentType: string; durationMs: number; questionId?: string | undefined }
    | { kind: 'choice'; choiceId: string; questionId?: string | undefined }
    | { kind: 'digits'; digits: string }
    | { kind: 'silence' }
    | { kind: 'hangup' }
    | { kind: 'stopped' }
    | { kind: 'resumed' }
  );

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

export type Role = 'greeting' | 'question' | 'hint' | 'welcome-back' | 'closing' | 'hand-over' | 'opening';

/** What is to be done, in this order. */
export type Effect =
  /** Say or write it; on the telephone `audioBlobKey` is played where there is one. */
  | { kind: 'say'; role: Role; text: string; audioBlobKey?: string | undefined }
  /** As `say`, and this is what can answer it. */
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
  /** On the telephone: wait for a key for so many seconds; silence is an event. */
  | { kind: 'gather'; timeoutSeconds: number; digits: number }
  /** On the telephone: record until a key, silence, or so many seconds. */
  | { kind: 'record-call'; questionId: string; maxSeconds: number }
  | { kind: 'hang-up' };

export type PhoneStep = 'introduction' | 'privacy' | 'instructions' | 'question';

/** All the engine remembers; plain JSON. */
export type EngineState = {
  v: 1;
  started: boolean;
  completed: boolean;
  stopped: boolean;
  /** Ids of the questions answered or passed over. */
  answered: string[];
  skipped: string[];
  /** Answers to the current question that could not be read. */
  misses: number;
  handedOver: boolean;
  /** Where the phone's opening stands; it begins again with every call until the privacy statement is accepted. */
  phone: PhoneStep;
  privacyAccepted: boolean;
  /** Silences in a row on the telephone. */
  silences: number;
  thanked: boolean;
};

export type Step = { state: EngineState; effects: Effect[] };
