import { sql } from 'kysely';
import { notifyCandidate } from '#conversations/notify.ts';
import { prepared } from '#platform/db.ts';
import { recordEvents } from '../applications.ts';
import { moveApplication, moveKind } from '../moves.ts';
import { each, type Held, lockOne, type Outcome, skipped, together, type Verb, type Work } from './verb.ts';
import { words } from './words.ts';

export function moveVerb(to: string, notify: boolean): Verb {
  const tells = notify && (to === 'shortlisted' || to === 'rejected');
  return tells ? moveAndTell(to) : together((work, held) => moveAll(work, held, () => to));
}

/** Moves each to where `target` says; those who are there already are skipped. */
export async function moveAll(
  { trx, session }: Work,
  held: Held[],
  target: (row: Held) => string,
): Promise<Map<number, Outcome>> {
  const { companyId, userId } = session;
  const outcomes = new Map<number, Outcome>();
  const groups = Map.groupBy(held, target);
  for (const [to, rows] of groups) {
    const moving = rows.filter(({ folder }) => folder !== to);
    for (const { id } of rows) outcomes.set(id, skipped('there_already', words.thereAlready));
    if (moving.length === 0) continue;
    await sql`
      update applications set folder = ${to}
      where company_id = ${companyId} and id = any (${moving.map(({ id }) => id)}::bigint[]) ${prepared}`.execute(trx);
    const of = moving.map((row) => ({ ...row, data: { from: row.folder, to } }));
    const events = await recordEvents(trx, companyId, { of, kind: moveKind(to), actor: 'user', userId });
    for (const { id, folder } of moving) outcomes.set(id, { outcome: 'done', before: folder, eventId: events.get(id) });
  }
  return outcomes;
}

function moveAndTell(to: 'shortlisted' | 'rejected'): Verb {
  return each(async (work, id) => {
    const { trx, services, session } = work;
    const application = await lockOne(work, id);
    if (application.folder === to) return skipped('there_already', words.thereAlready);
    await moveApplication(trx, application, to, { actor: 'user', userId: session.userId });
    const messages = await notifyCandidate(trx, services, { application, session, event: to });
    if (messages > 0) return { outcome: 'done', before: application.folder };
    return { outcome: 'done', before: application.folder, code: 'not_notified', reason: words.notNotified };
  });
}
