import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import { own } from '#platform/own.ts';
import type { Words } from '#platform/sentences.ts';
import { type ApplicationRow, type NewEvent, recordEvent } from '../applications.ts';
import { requireSeen } from '../seen.ts';
import { listAttributes } from './attributes.ts';
import type { Attribute } from './schema.ts';
import { fits, plainWriting, readValue } from './values.ts';
import { words } from './words.ts';

/** What an application has of each attribute: of the archived ones those alone of which it has something. */
export async function attributesOf(trx: Trx, { company_id, others }: ApplicationRow) {
  const values = others as Record<string, unknown>;
  return (await listAttributes(trx, company_id)).flatMap((attribute) => {
    const value = textOf(own(values, attribute.key));
    if (attribute.archived && value === null) return [];
    return [{ ...attribute, value, fits: value === null || fits(attribute, value) }];
  });
}

/**
 * Somebody of the team says what it is, of a locked application. Throws for what is not of the attribute's type, and
 * `edited_meanwhile` where a colleague has changed what they saw.
 */
export async function setValue(
  trx: Trx,
  application: ApplicationRow,
  attribute: Attribute,
  { value: given, seen }: { value: string | null; seen?: string | null | undefined },
  userId: string,
): Promise<void> {
  const text = given?.normalize('NFC').trim() || null;
  if (text && (!text.isWellFormed() || /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)))
    throw invalidField('value', words.unclean);
  const value = text === null ? null : readValue(attribute, text, plainWriting);
  if (text !== null && value === null) throw invalidField('value', problem(attribute));
  const now = textOf(own(application.others as Record<string, unknown>, attribute.key));
  if (now !== value) await requireSeen(trx, application, { field: attribute.name, seen, now });
  await store(trx, application, attribute, value, { actor: 'user', userId });
}

/** The candidate has answered the question that asks for it; what is not of its type is kept as it was said. */
export async function fillByAnswer(trx: Trx, application: ApplicationRow, key: string, said: string): Promise<void> {
  const attribute = (await listAttributes(trx, application.company_id)).find((one) => one.key === key);
  if (!attribute || attribute.archived || !said.trim()) return;
  const value = readValue(attribute, said, plainWriting) ?? said;
  await store(trx, application, attribute, value.slice(0, 4000).toWellFormed(), { actor: 'candidate' });
}

async function store(
  trx: Trx,
  application: ApplicationRow,
  { key, name }: Attribute,
  value: string | null,
  by: Omit<NewEvent, 'kind' | 'data'>,
): Promise<void> {
  const { rows } = await sql<{ before: string | null }>`
    update applications a set others = case when ${value}::text is null then a.others - ${key}::text
      else a.others || jsonb_build_object(${key}::text, ${value}::text) end
    from applications o
    where a.company_id = ${application.company_id} and a.id = ${application.id}
      and o.company_id = a.company_id and o.id = a.id and (o.others ->> ${key}::text) is distinct from ${value}::text
    returning o.others ->> ${key}::text as before`.execute(trx);
  const [changed] = rows;
  if (!changed) return;
  const changes = [{ field: name, from: changed.before, to: value }];
  await recordEvent(trx, application, { ...by, kind: 'edited', data: { changes } });
}

function problem({ type, choices }: Attribute): Words {
  if (type === 'number') return words.noNumber;
  return type === 'date' ? words.noDate : words.noChoice(choices.slice(0, 20).join(', '));
}

/** What came in under a key, as people read it; null where there is nothing. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
