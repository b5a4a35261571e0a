/** What a value looks like and so how it is put in. */
export type Shape =
  | 'none'
  | 'text'
  | 'texts'
  | 'number'
  | 'range'
  | 'date'
  | 'dates'
  | 'days'
  | 'choice'
  | 'choices'
  | 'flag';

const whether = { notEmpty: 'none', empty: 'none' } as const;
const texts = { contains: 'text', is: 'text', isNot: 'text', oneOf: 'texts', ...whether } as const;
const choices = { is: 'choice', isNot: 'choice', oneOf: 'choices' } as const;
const numbers = {
  moreThan: 'number',
  lessThan: 'number',
  between: 'range',
  is: 'number',
  isNot: 'number',
  ...whether,
} as const;
const dates = { lastDays: 'days', on: 'date', after: 'date', before: 'date', between: 'dates' } as const;

/** What can be filtered by, with the operators that suit it, the one meant most often first. As the API has them. */
export const fields = {
  source: { is: 'text', isNot: 'text', oneOf: 'texts', contains: 'text' },
  label: { ...choices, ...whether },
  assignee: { ...choices, ...whether },
  unread: { is: 'flag' },
  folder: choices,
  campaign: { ...choices, ...whether },
  reason: { ...choices, ...whether },
  channel: { ...choices, ...whether },
  added: dates,
  active: dates,
  completed: { ...dates, ...whether },
  answerType: { ...choices, ...whether },
  resume: whether,
  score: numbers,
  location: texts,
  referee: texts,
  refereeEmail: texts,
  refereePhone: texts,
  refereeId: texts,
  refereeAccount: texts,
} as const satisfies Record<string, Partial<Record<string, Shape>>>;
export type Field = keyof typeof fields;

/** Details of an application that have no field of their own, by what they are read as. */
export const attributes = {
  text: texts,
  number: numbers,
  date: { ...dates, ...whether },
  choice: { ...choices, contains: 'text', ...whether },
} as const;
export type AttributeType = keyof typeof attributes;

export type Operator =
  | keyof typeof texts
  | keyof typeof choices
  | keyof typeof numbers
  | keyof typeof dates
  | keyof typeof whether;
export type Value = string | number | boolean | string[] | number[] | undefined;
export type Condition = {
  field: Field | 'attribute';
  /** Of an attribute. */
  key?: string;
  type?: AttributeType;
  op: Operator;
  value?: Value;
};
/** All of them hold; of an `any` at least one. */
export type Filter = (Condition | { any: Condition[] })[];

/** Fields whose values are numbers of what they stand for. */
export const numberedChoices: readonly string[] = ['label', 'campaign', 'reason'];
const most = 20;

/** The operators of a field or attribute, and which value each takes; none where there is no such field. */
export function operatorsOf({ field, type }: Pick<Condition, 'field' | 'type'>): Partial<Record<Operator, Shape>> {
  if (field !== 'attribute') return Object.hasOwn(fields, field) ? fields[field] : {};
  return type && Object.hasOwn(attributes, type) ? attributes[type] : {};
}

export function shapeOf(condition: Pick<Condition, 'field' | 'type' | 'op'>): Shape | undefined {
  const operators = operatorsOf(condition);
  return Object.hasOwn(operators, condition.op) ? operators[condition.op] : undefined;
}

/** Whether it can be searched for. */
export function isComplete(condition: Condition): boolean {
  const shape = shapeOf(condition);
  if (!shape || (condition.field === 'attribute' && !isText(condition.key, 100))) return false;
  return isValue(shape, condition.value, numberedChoices.includes(condition.field));
}

/** From something to something less, which nothing can be between. */
export function isReversed(condition: Condition): boolean {
  const { value } = condition;
  const shape = shapeOf(condition);
  if ((shape !== 'range' && shape !== 'dates') || !Array.isArray(value)) return false;
  const [from, to] = value;
  return from !== undefined && to !== undefined && from > to;
}

function isValue(shape: Shape, value: unknown, numbered: boolean): boolean {
  const one = numbered ? isId : (item: unknown) => isText(item);
  switch (shape) {
    case 'none':
      return value === undefined;
    case 'text':
      return isText(value);
    case 'texts':
      return isList(value, (item) => isText(item));
    case 'number':
      return isNumber(value);
    case 'range':
      return isList(value, isNumber) && (value as unknown[]).length === 2;
    case 'date':
      return isDate(value);
    case 'dates':
      return isList(value, isDate) && (value as unknown[]).length === 2;
    case 'days':
      return isNumber(value) && Number.isInteger(value) && value >= 1 && value <= 3660;
    case 'choice':
      return one(value);
    case 'choices':
      return isList(value, one);
    case 'flag':
      return typeof value === 'boolean';
  }
}

function isText(value: unknown, longest = 200): boolean {
  if (typeof value !== 'string' || value.includes('\0')) return false;
  const length = value.trim().length;
  return length > 0 && length <= longest;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || value < '1900') return false;
  const read = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(isItem);
}

/** Reads what stands in an address or a saved view, leaving out what makes no sense. */
export function readFilter(raw: unknown): Filter {
  const given = typeof raw === 'string' ? parse(raw) : raw;
  if (!Array.isArray(given)) return [];
  let room = most;
  const read = (part: unknown): Condition[] => {
    if (room === 0 || typeof part !== 'object' || part === null) return [];
    const { field, key, type, op, value } = part as Record<string, unknown>;
    const condition = {
      field,
      ...(field === 'attribute' && { key, type }),
      op,
      ...(value !== undefined && value !== null && { value }),
    } as Condition;
    if (!isComplete(condition)) return [];
    room -= 1;
    return [condition];
  };
  return given.flatMap((part): Filter => {
    const any = (part as { any?: unknown } | null)?.any;
    if (!Array.isArray(any)) return read(part);
    const kept = any.flatMap(read);
    return kept.length > 1 ? [{ any: kept }] : kept;
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Where a condition stands: at the top, or in a group. */
export type Place = { part: number; member?: number };

export function conditionsOf(part: Filter[number]): Condition[] {
  return 'any' in part ? part.any : [part];
}

/** The filter with this condition in that place (behind the last: added), or without the one that stands there. */
export function withCondition(filter: Filter, { part, member = 0 }: Place, condition: Condition | null): Filter {
  const old = filter[part];
  const conditions = old ? [...conditionsOf(old)] : [];
  conditions.splice(member, 1, ...(condition ? [condition] : []));
  const kept: Filter = conditions.length > 1 ? [{ any: conditions }] : conditions;
  return [...filter.slice(0, part), ...kept, ...filter.slice(part + 1)];
}

export function sameFilter(one: Filter, other: Filter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
