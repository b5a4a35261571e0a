import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Jobs } from '#platform/jobs.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import type { Words } from '#platform/sentences.ts';
import type { Attribute, AttributeChange, AttributeType, NewAttribute } from './schema.ts';
import { words } from './words.ts';

const most = 100;

type Queue = Pick<Jobs, 'enqueue'>;

/** All attributes of the company in their order, archived ones included. */
export async function listAttributes(trx: Trx, companyId: number): Promise<Attribute[]> {
  const rows = await trx
    .selectFrom('custom_attributes')
    .select(['id', 'key', 'name', 'type', 'choices', 'archived_at'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('id')
    .modifyEnd(prepared)
    .execute();
  return rows.map(({ id, key, name, type, choices, archived_at }) => ({
    id,
    key,
    name,
    type: type as AttributeType,
    choices: choices as string[],
    archived: archived_at !== null,
  }));
}

export async function requireAttribute(trx: Trx, companyId: number, attributeId: number): Promise<Attribute> {
  const found = (await listAttributes(trx, companyId)).find(({ id }) => id === attributeId);
  if (!found) throw notFound('attribute');
  return found;
}

/** Details that stand under its key already become its values. Throws where name or key are taken (`name_taken`, `key_taken`). */
export async function createAttribute(trx: Trx, jobs: Queue, companyId: number, given: NewAttribute): Promise<number> {
  const { name, type, choices, key = keyOf(name) } = given;
  requireChoices(type, choices);
  await oneAtATime(trx, companyId, 'attributes');
  const others = await listAttributes(trx, companyId);
  if (others.length >= most) throw conflict('too_many_attributes', words.tooMany(most));
  requireFreeName(others, name);
  if (others.some((other) => other.key === key)) throw taken('key', words.keyTaken);
  const { rows } = await sql<{ id: number }>`
    insert into custom_attributes (company_id, key, name, type, choices, position)
    select ${companyId}, ${key}, ${name}, ${type}, ${JSON.stringify(type === 'choice' ? choices : [])}::jsonb,
      coalesce(max(position), 0) + 1
    from custom_attributes where company_id = ${companyId}
    on conflict do nothing returning id`.execute(trx);
  const attributeId = rows[0]?.id;
  if (attributeId === undefined) throw taken('name', words.nameTaken);
  await jobs.enqueue(trx, 'index-attribute', { companyId, attributeId });
  return attributeId;
}

export async function changeAttribute(
  trx: Trx,
  jobs: Queue,
  companyId: number,
  attributeId: number,
  change: AttributeChange,
): Promise<void> {
  await trx
    .selectFrom('custom_attributes')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', attributeId)
    .forUpdate()
    .execute();
  const before = await requireAttribute(trx, companyId, attributeId);
  const { name = before.name, type = before.type, archived = before.archived } = change;
  const choices = type === 'choice' ? (change.choices ?? before.choices) : [];
  requireChoices(type, choices);
  const others = (await listAttributes(trx, companyId)).filter(({ id }) => id !== attributeId);
  requireFreeName(others, name);
  const reads = type !== before.type || JSON.stringify(choices) !== JSON.stringify(before.choices);
  await trx
    .updateTable('custom_attributes')
    .set({
      name,
      type,
      choices: JSON.stringify(choices),
      archived_at: archived === before.archived ? sql`archived_at` : archived ? new Date() : null,
      ...(reads && { indexed_at: null }),
    })
    .where('company_id', '=', companyId)
    .where('id', '=', attributeId)
    .execute();
  if (reads) await jobs.enqueue(trx, 'index-attribute', { companyId, attributeId });
}

/** Throws where these are not all attributes. */
export async function orderAttributes(trx: Trx, companyId: number, ids: number[]): Promise<void> {
  const known = await listAttributes(trx, companyId);
  const same =
    known.length === ids.length && new Set(ids).size === ids.length && known.every(({ id }) => ids.includes(id));
  if (!same) throw conflict('order_changed', words.otherOrder);
  await sql`
    update custom_attributes c set position = n.place
    from unnest(${ids}::bigint[]) with ordinality as n (id, place)
    where c.company_id = ${companyId} and c.id = n.id`.execute(trx);
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/\s+/g, '_');
}

function requireChoices(type: AttributeType, choices: string[]): void {
  if (type === 'choice' && choices.length === 0) throw invalidField('choices', words.choicesNeeded);
}

function requireFreeName(others: Attribute[], name: string): void {
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw taken('name', words.nameTaken);
}

function taken(field: 'name' | 'key', why: Words): RuleError {
  return new RuleError(409, `${field}_taken`, why, { [field]: why });
}
