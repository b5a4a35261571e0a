import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { own } from '#platform/own.ts';
import { type ApplicationRow, recordEvent } from '../applications.ts';
import { countryOf } from '../country.ts';
import { readPerson } from '../intake-person.ts';
import { requireSeen } from '../seen.ts';
import { setValue, textOf } from './application.ts';
import { listAttributes } from './attributes.ts';
import { plainWriting, readValue } from './values.ts';
import { words } from './words.ts';

/** Details that can be said of anybody, also where nothing came in under them, and what each has to be. */
const known: Record<string, 'text' | 'number' | 'email' | 'phone'> = {
  location: 'text',
  score: 'number',
  referee: 'text',
  referee_first_name: 'text',
  referee_last_name: 'text',
  referee_email: 'email',
  referee_mobile: 'phone',
  referee_phone: 'phone',
  referee_id: 'text',
  referee_employee_id: 'text',
  referee_account: 'text',
};

/**
 * Somebody of the team corrects a detail of a locked application; null takes it away. Throws `not_found` for a detail that
 * the application does not have and nobody has by nature, and for what such a detail can't be; `edited_meanwhile` where a
 * colleague has changed what was `seen`.
 */
export async function setDetail(
  trx: Trx,
  application: ApplicationRow,
  { key, value: given, seen }: { key: string; value: string | null; seen?: string | null | undefined },
  userId: string,
): Promise<void> {
  const others = application.others as Record<string, unknown>;
  const attribute = (await listAttributes(trx, application.company_id)).find((one) => one.key === key);
  if (attribute) return setValue(trx, application, attribute, { value: given, seen }, userId);
  if (!Object.hasOwn(others, key) && !Object.hasOwn(known, key)) throw notFound('detail');
  const value = await readDetail(trx, application, key, given?.normalize('NFC').trim() || null);
  const before = textOf(own(others, key));
  if (before === value) return;
  await requireSeen(trx, application, { field: key, seen, now: before });
  await sql`
    update applications set others = case when ${value}::text is null then others - ${key}::text
      else others || jsonb_build_object(${key}::text, ${value}::text) end
    where company_id = ${application.company_id} and id = ${application.id}`.execute(trx);
  const changes = [{ field: key, from: before, to: value }];
  await recordEvent(trx, application, { kind: 'edited', actor: 'user', userId, data: { changes } });
}

async function readDetail(
  trx: Trx,
  application: ApplicationRow,
  key: string,
  text: string | null,
): Promise<string | null> {
  if (text === null) return null;
  if (!text.isWellFormed() || /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text)) throw invalidField('value', words.unclean);
  const kind = Object.hasOwn(known, key) ? known[key] : 'text';
  if (kind === 'number') {
    const number = readValue({ type: 'number', choices: [] }, text, plainWriting);
    if (number === null) throw invalidField('value', words.noNumber);
    return number;
  }
  if (kind !== 'email' && kind !== 'phone') return text;
  const read = readPerson({ firstName: '-', lastName: '', [kind]: text }, await countryOf(trx, application));
  if ('refusal' in read) throw invalidField('value', read.refusal.fields[kind] ?? read.refusal.reason);
  return read.person[kind];
}
