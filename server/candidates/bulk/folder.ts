import { sql } from 'kysely';
import { notifyCandidate } from '#conversations/notify.ts';
import { prepared } from '#platform/db.ts';
import { recordEvents } from '../applications.ts';
import { words as folderWords } from '../folders/words.ts';
import { moveApplication, moveKind, requireFolder } from '../moves.ts';
import { requireReason } from '../reasons/reasons.ts';
import { each, type Held, lockOne, type Outcome, skipped, together, type Verb, type Work } from './verb.ts';
import { words } from './words.ts';

export function moveVerb(to: string, notify: boolean, reasonId: number | undefined): Verb {
  const tells = notify && (to === 'shortlisted' || to === 'rejected');
  if (tells) return moveAndTell(to, reasonId);
  return together(async (work, held) => {
    const reason = await requireReason(work.trx, work.session.companyId, to, reasonId);
    return moveAll(work, held, () => to, reason);
  });
}

/** Moves each to where `target` says; those who are there already, or may not be there, are skipped. */
export async function moveAll(
  { trx, session }: Work,
  held: Held[],
  target: (row: Held) => string,
  reason: { id: number; name: string } | null = null,
): Promise<Map<number, Outcome>> {
  const { companyId, userId } = session;
  const outcomes = new Map<number, Outcome>();
  const groups = Map.groupBy(held, target);
  for (const [to, rows] of groups) {
    const campaigns = await requireFolder(trx, companyId, to);
    const takes = ({ campaign_id }: Held) => !campaigns || campaigns.has(campaign_id ?? 0);
    const moving = rows.filter((row) => row.folder !== to && takes(row));
    for (const row of rows)
      outcomes.set(
        row.id,
        row.folder === to
          ? skipped('there_already', words.thereAlready)
          : skipped('not_in_campaign', folderWords.notInCampaign),
      );
    if (moving.length === 0) continue;
    await sql`
      update applications set folder = ${to}, reason_id = ${reason?.id ?? null}::bigint
      where company_id = ${companyId} and id = any (${moving.map(({ id }) => id)}::bigint[]) ${prepared}`.execute(trx);
    const of = moving.map((row) => ({
      ...row,
      data: { from: row.folder, to, ...(reason && { reason: reason.name }) },
    }));
    const reasonId = reason?.id ?? null;
    const events = await recordEvents(trx, companyId, { of, kind: moveKind(to), actor: 'user', userId, reasonId });
    for (const { id, folder } of moving) outcomes.set(id, { outcome: 'done', before: folder, eventId: events.get(id) });
  }
  return outcomes;
}

function moveAndTell(to: 'shortlisted' | 'rejected', reasonId: number | undefined): Verb {
  return each(async (work, id) => {
    const { trx, services, session } = work;
    const application = await lockOne(work, id);
    if (application.folder === to) return skipped('there_already', words.thereAlready);
    await moveApplication(trx, application, to, { actor: 'user', userId: session.userId }, { reasonId });
    const messages = await notifyCandidate(trx, services, { application, session, event: to });
    if (messages > 0) return { outcome: 'done', before: application.folder };
    return { outcome: 'done', before: application.folder, code: 'not_notified', reason: words.notNotified };
  });
}
