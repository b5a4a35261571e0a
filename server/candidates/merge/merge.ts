import { sql } from 'kysely';
import { type Reach, reachableCampaigns, reaches } from '#campaigns/policy.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { type ApplicationRow, hintApplication, recordEvent, requireApplication } from '../applications.ts';
import { words } from '../words.ts';
import { emptyFilled, fillGaps, giveAll, giveBack, type Moved } from './rows.ts';

type Merge = { id: number; company_id: number; kept_id: number; merged_id: number; moved: Moved };

/** What began before a merge and ends after it may still go to the merged candidate; nothing takes longer than this. */
const stragglersMs = 60_000;

/**
 * Makes the person behind `mergedApplicationId` the same as the one behind `keptApplicationId`: applications, messages,
 * comments and addresses become the kept candidate's, whose name and own addresses stay where they have them. Only who reaches every application
 * of both may do it. Whoever handles one of the two conversations is waited for.
 */
export async function mergeCandidates(
  trx: Trx,
  services: Services,
  session: Session,
  ids: { keptApplicationId: number; mergedApplicationId: number },
): Promise<{ mergeId: number; candidateId: number }> {
  const { companyId } = session;
  const first = await requireApplication(trx, session, ids.keptApplicationId);
  const second = await requireApplication(trx, session, ids.mergedApplicationId);
  await lockCandidates(trx, companyId, [first.candidate_id, second.candidate_id]);
  // As they are now that nobody else changes them.
  const kept = await requireApplication(trx, session, ids.keptApplicationId);
  const merged = await requireApplication(trx, session, ids.mergedApplicationId);
  if (kept.candidate_id === merged.candidate_id) throw conflict('same_candidate', words.sameCandidate);
  if (kept.candidate_id !== first.candidate_id || merged.candidate_id !== second.candidate_id)
    throw conflict('merged_meanwhile', words.mergedMeanwhile);
  const pair = { companyId, keptId: kept.candidate_id, mergedId: merged.candidate_id };
  await requireAllOf(trx, session, [pair.keptId, pair.mergedId], 'application');

  const moved = { ...(await giveAll(trx, pair)), filled: await fillGaps(trx, pair) };
  const { id: mergeId } = await trx
    .insertInto('candidate_merges')
    .values({
      company_id: companyId,
      kept_id: pair.keptId,
      merged_id: pair.mergedId,
      moved: JSON.stringify(moved),
      merged_by: session.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const data = { mergeId, ...(await nameOf(trx, companyId, pair.mergedId)) };
  for (const application of [kept, { ...merged, candidate_id: pair.keptId }])
    await recordEvent(trx, application, { kind: 'merged', actor: 'user', userId: session.userId, data });
  await services.jobs.enqueue(
    trx,
    'settle-merge',
    { companyId, mergeId },
    { startAfter: new Date(Date.now() + stragglersMs) },
  );
  for (const id of [kept.id, ...moved.applications]) hintApplication(trx, services.hints, companyId, id);
  return { mergeId, candidateId: pair.keptId };
}

/** Takes the two apart again. What came in by the kept candidate since stays with them. */
export async function undoMerge(trx: Trx, services: Services, session: Session, mergeId: number): Promise<void> {
  const { companyId } = session;
  const seen = await readMerge(trx, companyId, mergeId);
  await lockCandidates(trx, companyId, [seen.kept_id, seen.merged_id]);
  const merge = await readMerge(trx, companyId, mergeId);
  const later = await mergeInForce(trx, companyId, merge.kept_id);
  await requireAllOf(trx, session, [later?.kept_id ?? merge.kept_id], 'merge');
  if (later) throw conflict('merged_again', words.mergedAgain);
  const pair = { companyId, keptId: merge.kept_id, mergedId: merge.merged_id };
  await giveBack(trx, pair, merge.moved);
  await emptyFilled(trx, pair, merge.moved);
  await trx
    .updateTable('candidate_merges')
    .set({ undone_at: new Date() })
    .where('company_id', '=', companyId)
    .where('id', '=', mergeId)
    .execute();
  const data = { mergeId, ...(await nameOf(trx, companyId, pair.mergedId)) };
  for (const application of await newestOfEach(trx, companyId, [pair.keptId, pair.mergedId]))
    await recordEvent(trx, application, { kind: 'unmerged', actor: 'user', userId: session.userId, data });
  for (const id of merge.moved.applications) hintApplication(trx, services.hints, companyId, id);
}

/** What was written to the merged candidate by somebody who had begun before the merge goes the same way. */
export async function settleMerge(services: Services, ids: { companyId: number; mergeId: number }): Promise<void> {
  const { companyId, mergeId } = ids;
  await withCompany(services.db, companyId, async (trx) => {
    const found = await findMerge(trx, companyId, mergeId);
    if (!found) return;
    await lockCandidates(trx, companyId, [found.kept_id, found.merged_id]);
    const merge = await findMerge(trx, companyId, mergeId);
    if (!merge) return;
    // Where the kept one has been merged as well, everything is that one's.
    const keptId = (await mergeInForce(trx, companyId, merge.kept_id))?.kept_id ?? merge.kept_id;
    const late = await giveAll(trx, { companyId, keptId, mergedId: merge.merged_id });
    const { moved } = merge;
    const all: Moved = {
      filled: moved.filled,
      applications: [...moved.applications, ...late.applications],
      messages: [...moved.messages, ...late.messages],
      contacts: [...moved.contacts, ...late.contacts],
      claims: [...(moved.claims ?? []), ...(late.claims ?? [])],
      labelled: [...moved.labelled, ...late.labelled],
    };
    await trx
      .updateTable('candidate_merges')
      .set({ moved: JSON.stringify(all) })
      .where('company_id', '=', companyId)
      .where('id', '=', mergeId)
      .execute();
  });
}

/** Merges in force of a candidate, the newest first: whom they were made one with. */
export async function listMerges(trx: Trx, companyId: number, candidateId: number) {
  const rows = await trx
    .selectFrom('candidate_merges as g')
    .innerJoin('candidates as m', (join) =>
      join.onRef('m.company_id', '=', 'g.company_id').onRef('m.id', '=', 'g.merged_id'),
    )
    .select(['g.id', 'g.merged_at', 'm.first_name', 'm.last_name', 'm.email', 'm.phone'])
    .where('g.company_id', '=', companyId)
    .where('g.kept_id', '=', candidateId)
    .where('g.undone_at', 'is', null)
    .orderBy('g.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: `${row.first_name} ${row.last_name}`.trim(),
    email: row.email,
    phone: row.phone,
    at: row.merged_at.toISOString(),
  }));
}

/** In the order of their ids, so that two merges never wait for each other. */
async function lockCandidates(trx: Trx, companyId: number, ids: number[]): Promise<void> {
  await sql`
    select from candidates where company_id = ${companyId} and id = any (${ids}::bigint[])
    order by id for no key update`.execute(trx);
}

async function requireAllOf(trx: Trx, session: Session, candidateIds: number[], what: string): Promise<void> {
  const reach: Reach = await reachableCampaigns(trx, session);
  const rows = await trx
    .selectFrom('applications')
    .select('campaign_id')
    .distinct()
    .where('company_id', '=', session.companyId)
    .where('candidate_id', 'in', candidateIds)
    .execute();
  const reached = rows.filter((row) => reaches(reach, row.campaign_id));
  // Nothing of these people is theirs to know of.
  if (reached.length === 0) throw notFound(what);
  if (reached.length < rows.length) throw conflict('beyond_reach', words.beyondReach);
}

function findMerge(trx: Trx, companyId: number, mergeId: number): Promise<Merge | undefined> {
  return trx
    .selectFrom('candidate_merges')
    .select(['id', 'company_id', 'kept_id', 'merged_id', 'moved'])
    .where('company_id', '=', companyId)
    .where('id', '=', mergeId)
    .where('undone_at', 'is', null)
    .executeTakeFirst() as Promise<Merge | undefined>;
}

async function readMerge(trx: Trx, companyId: number, mergeId: number): Promise<Merge> {
  const merge = await findMerge(trx, companyId, mergeId);
  if (!merge) throw notFound('merge');
  return merge;
}

function mergeInForce(trx: Trx, companyId: number, mergedId: number) {
  return trx
    .selectFrom('candidate_merges')
    .select('kept_id')
    .where('company_id', '=', companyId)
    .where('merged_id', '=', mergedId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
}

async function nameOf(trx: Trx, companyId: number, candidateId: number): Promise<{ name: string }> {
  const row = await trx
    .selectFrom('candidates')
    .select(['first_name', 'last_name', 'email', 'phone'])
    .where('company_id', '=', companyId)
    .where('id', '=', candidateId)
    .executeTakeFirstOrThrow();
  return { name: `${row.first_name} ${row.last_name}`.trim() || row.email || row.phone || '' };
}

async function newestOfEach(trx: Trx, companyId: number, candidateIds: number[]): Promise<ApplicationRow[]> {
  return trx
    .selectFrom('applications')
    .selectAll()
    .distinctOn('candidate_id')
    .where('company_id', '=', companyId)
    .where('candidate_id', 'in', candidateIds)
    .orderBy('candidate_id')
    .orderBy('id', 'desc')
    .execute();
}
