import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import { requireOwnLabel } from '../labels.ts';
import { moveKinds } from '../moves.ts';
import { listFolders } from '../queries.ts';
import { words as candidateWords } from '../words.ts';
import { moveAll } from './folder.ts';
import { labelAll } from './label.ts';
import { resultsOf } from './queries.ts';
import type { Action } from './schema.ts';
import { type Held, type Outcome, skipped, together, type Verb, type Work } from './verb.ts';
import { words } from './words.ts';

/** Takes back what the bulk action `of` has changed, where nobody has changed it since. */
export function undoVerb(of: number, action: Action): Verb {
  return together(async (work, held) => {
    const results = await resultsOf(
      work.trx,
      work.session.companyId,
      of,
      held.map(({ id }) => id),
    );
    const before = new Map(results.map((row) => [row.application_id, row]));
    const events = held.map(({ id }) => before.get(id)?.event_id ?? 0);
    const touched = await changedSince(work.trx, work.session.companyId, held, events, await kindsOf(work, action));
    const free = held.filter(({ id }) => before.has(id) && !touched.has(id));
    const outcomes = new Map<number, Outcome>(held.map(({ id }) => [id, skipped('changed_since', words.changedSince)]));
    const back = (row: Held) => before.get(row.id)?.before ?? '';
    const taken =
      action.kind === 'label'
        ? await labelAll(work, free, action.labelId, !action.on)
        : await moveBack(work, free, back);
    if (action.kind === 'folder') await giveReasonsBack(work, free, (row) => before.get(row.id)?.event_id ?? 0);
    for (const [id, outcome] of taken) outcomes.set(id, outcome);
    return outcomes;
  });
}

/** Not where nobody is moved, and not to a folder that was deleted meanwhile. */
async function moveBack(work: Work, held: Held[], back: (row: Held) => string): Promise<Map<number, Outcome>> {
  const folders = new Set((await listFolders(work.trx, work.session.companyId)).map(({ key }) => key));
  folders.delete('no_campaign');
  const possible = held.filter((row) => folders.has(back(row)));
  const outcomes = new Map<number, Outcome>(
    held.map(({ id }) => [id, skipped('not_possible', candidateWords.notPossible)]),
  );
  for (const [id, outcome] of await moveAll(work, possible, back)) outcomes.set(id, outcome);
  return outcomes;
}

/** Who is back where they were is there for the reason that they were there for: that of the last move before the action. */
async function giveReasonsBack({ trx, session }: Work, held: Held[], eventOf: (row: Held) => number): Promise<void> {
  const { companyId } = session;
  await sql`
    update applications a set reason_id = moved.reason_id
    from unnest(${held.map(({ id }) => id)}::bigint[], ${held.map(eventOf)}::bigint[]) as h (id, event_id)
    cross join lateral (
      select e.reason_id, e.data from application_events e
      where e.company_id = ${companyId} and e.application_id = h.id and e.id < h.event_id and e.kind = any (${moveKinds}::text[])
      order by e.id desc limit 1
    ) moved
    where a.company_id = ${companyId} and a.id = h.id and a.folder = moved.data ->> 'to' and moved.reason_id is not null ${prepared}`.execute(
    trx,
  );
}

type Kinds = { kinds: string[]; label: string | null };

async function kindsOf({ trx, session }: Work, action: Action): Promise<Kinds> {
  if (action.kind !== 'label') return { kinds: moveKinds, label: null };
  const { name } = await requireOwnLabel(trx, session.companyId, action.labelId, !action.on);
  return { kinds: ['labelled', 'unlabelled'], label: name };
}

/** Whose folder or label was changed after the event of the action. Plan: application_events_application, a probe each. */
async function changedSince(
  trx: Trx,
  companyId: number,
  held: Held[],
  events: number[],
  { kinds, label }: Kinds,
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct h.id from unnest(${held.map(({ id }) => id)}::bigint[], ${events}::bigint[]) as h (id, event_id)
    join application_events e on e.company_id = ${companyId} and e.application_id = h.id and e.id > h.event_id
    where e.kind = any (${kinds}::text[]) and (${label}::text is null or e.data ->> 'label' = ${label}) ${prepared}`.execute(
    trx,
  );
  return new Set(rows.map(({ id }) => id));
}
