import { z } from 'zod';
import { invalidField } from '#platform/errors.ts';
import { words as candidateWords } from '../words.ts';
import { words } from './words.ts';

/** What a text may be: PostgreSQL stores no NUL, and half of a character is none. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => !value.includes('\0') && value.isWellFormed());
const date = z.iso.date().refine((value) => value >= '1900-01-01');
const number = z.number();
const id = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const user = z.union([z.literal('me'), z.uuid()]);
const nothing = z.undefined();

const oneOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(100);
const whether = { empty: nothing, notEmpty: nothing };
const among = <T extends z.ZodType>(item: T) => ({ is: item, isNot: item, oneOf: oneOf(item) });
const texts = { ...among(text), contains: text, ...whether };
const numbers = {
  is: number,
  isNot: number,
  moreThan: number,
  lessThan: number,
  between: z.tuple([number, number]),
  ...whether,
};
/** Days of the calendar; of moments those of the company's time zone. `between` takes both days, `lastDays` today too. */
const dates = {
  on: date,
  before: date,
  after: date,
  between: z.tuple([date, date]),
  lastDays: z.number().int().min(1).max(3660),
};

/** What can be filtered by, and by which operators with which value. */
const fields = {
  source: { ...among(text), contains: text },
  label: { ...among(id), ...whether },
  added: dates,
  active: dates,
  completed: { ...dates, ...whether },
  assignee: { ...among(user), ...whether },
  answerType: { ...among(z.enum(['text', 'audio', 'choice', 'number'])), ...whether },
  resume: whether,
  score: numbers,
  location: texts,
  referee: texts,
  refereeEmail: texts,
  refereePhone: texts,
  refereeId: texts,
  refereeAccount: texts,
  unread: { is: z.boolean() },
  channel: { ...among(z.enum(['webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat'])), ...whether },
  folder: among(
    z
      .string()
      .min(1)
      .max(60)
      .refine((key) => !key.includes('\0')),
  ),
  campaign: { ...among(id), ...whether },
  /** Why they are in the folder where they are. */
  reason: { ...among(id), ...whether },
} satisfies Record<string, Record<string, z.ZodType>>;

/** A detail of the application that has no field of its own, read as what the condition says it is. */
const attributes = { text: texts, choice: texts, number: numbers, date: { ...dates, ...whether } };

type Of<T extends Record<string, z.ZodType>> = { [K in keyof T]: { op: K; value: z.output<T[K]> } }[keyof T];
type FieldCondition = { [F in keyof typeof fields]: { field: F } & Of<(typeof fields)[F]> }[keyof typeof fields];
export type AttributeCondition = {
  [T in keyof typeof attributes]: { field: 'attribute'; key: string; type: T } & Of<(typeof attributes)[T]>;
}[keyof typeof attributes];

/** One condition: `{"field":"source","op":"is","value":"CSV"}`. */
export type Condition = FieldCondition | AttributeCondition;
export type TextCondition = Of<typeof texts>;
export type NumberCondition = Of<typeof numbers>;
export type DateCondition = Of<typeof dates & typeof whether>;
/** All of these hold; of an `any` at least one does. */
export type Filter = (Condition | { any: Condition[] })[];

const mostConditions = 20;
/** Each of these is read from every candidate's details. */
const mostContains = 3;
export const longestFilter = 4096;

/** Reads the JSON of a request. Throws, saying which condition it is, for what is none, and for too many of them. */
export function readFilter(json: string | undefined): Filter {
  if (!json) return [];
  if (json.length > longestFilter) throw invalidField('filter', words.filterTooLong(longestFilter));
  const parts = parse(json);
  if (!Array.isArray(parts)) throw invalidField('filter', words.filterUnreadable);
  let count = 0;
  let contains = 0;
  const read = (condition: unknown): Condition => {
    count += 1;
    if (count > mostConditions) throw invalidField('filter', words.filterTooMany(mostConditions));
    const known = readCondition(condition, count);
    if (known.op === 'contains' && known.field !== 'source') contains += 1;
    if (contains > mostContains) throw invalidField('filter', words.filterTooManyContains(mostContains));
    return known;
  };
  return parts.map((part) => {
    const any = isObject(part) ? part.any : undefined;
    if (any === undefined) return read(part);
    if (!Array.isArray(any) || any.length === 0) throw invalidField('filter', words.groupEmpty);
    return { any: any.map(read) };
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function readCondition(given: unknown, place: number): Condition {
  const { field, key, type, op, value } = isObject(given) ? given : {};
  const ofAttribute = field === 'attribute';
  const operators = ofAttribute ? entry(attributes, type) : entry(fields, field);
  if (!operators || (ofAttribute && !text.max(100).safeParse(key).success))
    throw invalidField('filter', words.noField(place, String(field ?? '').slice(0, 60)));
  const schema = entry<z.ZodType>(operators, op);
  if (!schema) throw invalidField('filter', words.noOperator(place, String(field), String(op ?? '').slice(0, 60)));
  const read = schema.safeParse(value ?? undefined);
  if (!read.success) throw invalidField('filter', words.wrongValue(place, String(field)));
  if (op === 'between' && isReversed(read.data)) throw invalidField('filter', candidateWords.reversedRange(place));
  return { field, ...(ofAttribute && { key, type }), op, value: read.data } as Condition;
}

/** From something to something less, which nothing can be between: surely a slip. */
function isReversed(value: unknown): boolean {
  const [from, to] = value as [number | string, number | string];
  return from > to;
}

function entry<T>(of: Record<string, T>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(of, name) ? of[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
