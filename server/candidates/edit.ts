import type { z } from 'zod';
import type { Trx } from '#platform/db.ts';
import { conflict, RuleError } from '#platform/errors.ts';
import { type ApplicationRow, recordEvent } from './applications.ts';
import { countryOf } from './country.ts';
import { readPerson } from './intake-person.ts';
import type { editBody } from './schema.ts';
import { requireSeen } from './seen.ts';
import { words } from './words.ts';

type Edit = z.infer<typeof editBody>;
/** Under which name the API knows what a change is of. */
const givenAs = {
  first_name: 'firstName',
  last_name: 'lastName',
  email: 'email',
  phone: 'phone',
  source: 'source',
} as const;
type Change = { field: keyof typeof givenAs; from: string | null; to: string | null };
type Person = { first_name: string; last_name: string; email: string | null; phone: string | null };

/**
 * Corrects the person behind an application; the event keeps what stood there before. An address that belongs to
 * somebody else of the company is refused: two people are never made one by an edit. What a colleague corrected since the
 * editor saw it is not overwritten (`edited_meanwhile`). The person is held (`holdPerson`).
 */
export async function editCandidate(trx: Trx, application: ApplicationRow, userId: string, edit: Edit): Promise<void> {
  const { company_id, candidate_id } = application;
  const before = await trx
    .selectFrom('candidates')
    .select(['first_name', 'last_name', 'email', 'phone'])
    .where('company_id', '=', company_id)
    .where('id', '=', candidate_id)
    .executeTakeFirstOrThrow();
  const { source, ...after } = readEdit(before, edit, await countryOf(trx, application));
  const changed = (Object.keys(after) as (keyof Person)[]).filter((field) => after[field] !== before[field]);
  const changes: Change[] = changed.map((field) => ({ field, from: before[field], to: after[field] }));
  if (source && source !== application.source) changes.push({ field: 'source', from: application.source, to: source });
  for (const { field, from } of changes)
    await requireSeen(trx, application, { field, seen: edit.seen?.[givenAs[field]], now: from });
  if (changes.length === 0) return;
  if (source) await changeSource(trx, application, source);
  if (changed.includes('email')) await moveContact(trx, application, 'email', before.email, after.email);
  if (changed.includes('phone')) await moveContact(trx, application, 'phone', before.phone, after.phone);
  if (changed.length > 0) await keepFormer(trx, application, changes);
  if (changed.length > 0)
    await trx
      .updateTable('candidates')
      .set({ ...after, updated_at: new Date() })
      .where('company_id', '=', company_id)
      .where('id', '=', candidate_id)
      .execute();
  await recordEvent(trx, application, {
    kind: 'edited',
    actor: 'user',
    userId,
    data: { changes },
  });
}

/** By what they were known before; an erasure looks for it everywhere, also when the event went with its application. */
async function keepFormer(trx: Trx, { company_id, candidate_id }: ApplicationRow, changes: Change[]): Promise<void> {
  const values = changes.flatMap(({ field, from }) =>
    from && field !== 'source' ? [{ company_id, candidate_id, field, value: from }] : [],
  );
  if (values.length > 0)
    await trx
      .insertInto('candidate_formers')
      .values(values)
      .onConflict((on) => on.doNothing())
      .execute();
}

function readEdit(before: Person, edit: Edit, country: string): Person & { source: string | null } {
  const read = readPerson(
    {
      firstName: edit.firstName ?? before.first_name,
      lastName: edit.lastName ?? before.last_name,
      email: edit.email ?? before.email,
      phone: edit.phone ?? before.phone,
      source: edit.source ?? null,
    },
    country,
  );
  if ('refusal' in read) {
    const { code, reason, fields } = read.refusal;
    throw new RuleError(400, code, reason, fields);
  }
  const { firstName, lastName, email, phone, source } = read.person;
  return { first_name: firstName, last_name: lastName, email, phone, source };
}

async function changeSource(trx: Trx, application: ApplicationRow, source: string): Promise<void> {
  await trx
    .updateTable('applications')
    .set({ source })
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.id)
    .execute();
}

async function moveContact(
  trx: Trx,
  application: ApplicationRow,
  kind: 'email' | 'phone',
  from: string | null,
  to: string | null,
): Promise<void> {
  const { company_id, candidate_id } = application;
  if (to) {
    await trx
      .insertInto('candidate_contacts')
      .values({ company_id, kind, value: to, candidate_id })
      .onConflict((on) => on.doNothing())
      .execute();
    const owner = await trx
      .selectFrom('candidate_contacts')
      .select('candidate_id')
      .where('company_id', '=', company_id)
      .where('kind', '=', kind)
      .where('value', '=', to)
      .executeTakeFirst();
    if (owner?.candidate_id !== candidate_id) throw conflict('address_taken', words.addressTaken(kind));
  }
  if (from)
    await trx
      .deleteFrom('claimed_contacts')
      .where('company_id', '=', company_id)
      .where('kind', '=', kind)
      .where('value', '=', from)
      .where('candidate_id', '=', candidate_id)
      .execute();
  if (from)
    await trx
      .deleteFrom('candidate_contacts')
      .where('company_id', '=', company_id)
      .where('kind', '=', kind)
      .where('value', '=', from)
      .where('candidate_id', '=', candidate_id)
      .execute();
}
