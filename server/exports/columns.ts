import { z } from 'zod';

/** What every application has; `details` and `answers` stand for a column each of what there is. */
export const fixedColumns = [
  'applicationId',
  'candidateId',
  'firstName',
  'lastName',
  'email',
  'phone',
  'campaign',
  'folder',
  'reason',
  'labels',
  'source',
  'assignee',
  'added',
  'completed',
  'active',
  'location',
  'score',
  'referee',
  'refereeEmail',
  'refereePhone',
  'refereeId',
  'refereeAccount',
  'resume',
  'lastMessage',
  'details',
  'answers',
] as const;
export type FixedColumn = (typeof fixedColumns)[number];

/** One detail of the application, by the key under which it came in. */
const ofDetail = 'detail:';

export const column = z.union([
  z.enum(fixedColumns),
  z
    .string()
    .max(ofDetail.length + 200)
    .refine((key) => key.startsWith(ofDetail) && key.length > ofDetail.length && isStorable(key)),
]);

export const detailColumn = (key: string) => `${ofDetail}${key}`;

/** The key of such a column; null for a fixed one. */
export function detailOf(column: string): string | null {
  return column.startsWith(ofDetail) ? column.slice(ofDetail.length) : null;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Under which keys intake keeps what has a column of its own, the first that is there; by whichever way somebody came in. */
export const ownKeys = {
  location: ['location'],
  score: ['score'],
  referee: ['referee'],
  refereeEmail: ['referee_email'],
  refereePhone: ['referee_mobile', 'referee_phone'],
  refereeId: ['referee_id', 'referee_employee_id'],
  refereeAccount: ['referee_account'],
} as const satisfies Partial<Record<FixedColumn, readonly string[]>>;

export const refereeNames = ['referee_first_name', 'referee_last_name'] as const;

/** Those that a campaign is exported with where nobody chose any. */
export const usualColumns: FixedColumn[] = [
  'applicationId',
  'candidateId',
  'firstName',
  'lastName',
  'email',
  'phone',
  'folder',
  'reason',
  'labels',
  'source',
  'added',
  'completed',
  'details',
  'answers',
];
