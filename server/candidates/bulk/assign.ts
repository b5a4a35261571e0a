import { sql } from 'kysely';
import { prepared } from '#platform/db.ts';
import { recordEvents } from '../applications.ts';
import { canBeGiven, requireAssignee } from '../assign.ts';
import { type Outcome, skipped, together, type Verb } from './verb.ts';
import { words } from './words.ts';

/** Gives them to somebody of the team who has access to their campaign, or to nobody. */
export function assignVerb(userId: string | null): Verb {
  return together(async ({ trx, session }, held) => {
    const { companyId } = session;
    const to = userId === null ? null : await requireAssignee(trx, companyId, userId);
    const outcomes = new Map<number, Outcome>();
    for (const row of held)
      if (row.assignee_id === userId) outcomes.set(row.id, skipped('assigned_already', words.assignedAlready));
      else if (to && !canBeGiven(to, row.campaign_id))
        outcomes.set(row.id, skipped('no_access', words.noAccess(to.name)));
    const given = held.filter(({ id }) => !outcomes.has(id));
    if (given.length === 0) return outcomes;
    await sql`
      update applications set assignee_id = ${userId}
      where company_id = ${companyId} and id = any (${given.map(({ id }) => id)}::bigint[]) ${prepared}`.execute(trx);
    const of = given.map((row) => ({ ...row, data: { name: to?.name ?? null, userId } }));
    const kind = userId === null ? 'unassigned' : 'assigned';
    await recordEvents(trx, companyId, { of, kind, actor: 'user', userId: session.userId });
    for (const { id } of given) outcomes.set(id, { outcome: 'done' });
    return outcomes;
  });
}
