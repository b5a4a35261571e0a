import { sql } from 'kysely';
import { prepared } from '#platform/db.ts';
import { recordEvents } from '../applications.ts';
import { requireOwnLabel } from '../labels.ts';
import { type Held, type Outcome, skipped, together, type Verb, type Work } from './verb.ts';
import { words } from './words.ts';

export function labelVerb(labelId: number, on: boolean): Verb {
  return together((work, held) => labelAll(work, held, labelId, on));
}

/** Puts the label on all of them, or takes it off; those with nothing to change are skipped. */
export async function labelAll(
  { trx, session }: Work,
  held: Held[],
  labelId: number,
  on: boolean,
): Promise<Map<number, Outcome>> {
  const { companyId, userId } = session;
  const label = await requireOwnLabel(trx, companyId, labelId, on);
  const ids = held.map(({ id }) => id);
  const { rows } = await (on
    ? sql<{ id: number }>`
      insert into application_labels (company_id, application_id, label_id, added_by)
      select ${companyId}, id, ${labelId}, ${userId} from unnest(${ids}::bigint[]) as a (id)
      on conflict do nothing returning application_id as id ${prepared}`.execute(trx)
    : sql<{ id: number }>`
      delete from application_labels
      where company_id = ${companyId} and label_id = ${labelId} and application_id = any (${ids}::bigint[])
      returning application_id as id ${prepared}`.execute(trx));
  const changed = new Set(rows.map(({ id }) => id));
  const of = held.filter(({ id }) => changed.has(id)).map((row) => ({ ...row, data: { label: label.name } }));
  const kind = on ? 'labelled' : 'unlabelled';
  const events = await recordEvents(trx, companyId, { of, kind, actor: 'user', userId });
  const untouched = on
    ? skipped('labelled_already', words.labelledAlready)
    : skipped('not_labelled', words.notLabelled);
  return new Map(ids.map((id) => [id, changed.has(id) ? { outcome: 'done', eventId: events.get(id) } : untouched]));
}
