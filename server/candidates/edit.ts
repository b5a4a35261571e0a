import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js';
import type { z } from 'zod';
import type { Trx } from '#platform/db.ts';
import { conflict, invalid } from '#platform/errors.ts';
import { type ApplicationRow, recordEvent } from './applications.ts';
import type { editBody } from './schema.ts';

type Edit = z.infer<typeof editBody>;
type Person = { first_name: string; last_name: string; email: string | null; phone: string | null };

/**
 * Corrects the person behind an application; the event keeps what stood there before. An address that belongs to
 * somebody else of the company is refused: two people are never made one by an edit.
 */
export async function editCandidate(trx: Trx, application: ApplicationRow, userId: string, edit: Edit): Promise<void> {
  const { company_id, candidate_id } = application;
  const before = await trx
    .selectFrom('candidates')
    .select(['first_name', 'last_name', 'email', 'phone'])
    .where('company_id', '=', company_id)
    .where('id', '=', candidate_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const after: Person = {
    first_name: edit.firstName ?? before.first_name,
    last_name: edit.lastName ?? before.last_name,
    email: edit.email === undefined ? before.email : edit.email.toLowerCase() || null,
    phone:
      edit.phone === undefined
        ? before.phone
        : edit.phone === ''
          ? null
          : await readPhone(trx, application, edit.phone),
  };
  if (!after.email && !after.phone)
    throw invalid('A candidate needs an e-mail address or a phone number.', { email: 'or a phone number is needed' });
  const changed = (Object.keys(after) as (keyof Person)[]).filter((field) => after[field] !== before[field]);
  if (changed.length === 0) return;
  if (changed.includes('email')) await moveContact(trx, application, 'email', before.email, after.email);
  if (changed.includes('phone')) await moveContact(trx, application, 'phone', before.phone, after.phone);
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
    data: { changes: changed.map((field) => ({ field, from: before[field], to: after[field] })) },
  });
}

async function readPhone(trx: Trx, application: ApplicationRow, text: string): Promise<string> {
  const row = await trx
    .selectFrom('companies as o')
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'o.id').on('c.id', '=', application.campaign_id),
    )
    .select((e) => e.fn.coalesce('c.country', 'o.country').as('country'))
    .where('o.id', '=', application.company_id)
    .executeTakeFirstOrThrow();
  const phone = parsePhoneNumber(text, row.country as CountryCode);
  if (!phone?.isPossible())
    throw invalid(
      `phone: "${text}" can not be read as a phone number of ${row.country}; write it with its country code, such as +1 212 555 0123.`,
      { phone: 'can not be read as a phone number' },
    );
  return phone.number;
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
    if (owner?.candidate_id !== candidate_id)
      throw conflict(
        'address_taken',
        `Another candidate of this company has this ${kind === 'email' ? 'e-mail address' : 'phone number'} already.`,
      );
  }
  if (from)
    await trx
      .deleteFrom('candidate_contacts')
      .where('company_id', '=', company_id)
      .where('kind', '=', kind)
      .where('value', '=', from)
      .where('candidate_id', '=', candidate_id)
      .execute();
}
