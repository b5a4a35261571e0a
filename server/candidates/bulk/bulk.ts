import { sql } from 'kysely';
import { reachableCampaigns, requireCampaign } from '#campaigns/policy.ts';
import { templateProblems } from '#conversations/tokens.ts';
import { words as conversationWords } from '#conversations/words.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict, forbidden, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import type { Services } from '#platform/services.ts';
import { words as platformWords } from '#platform/words.ts';
import { requireAssignee } from '../assignment/assign.ts';
import { requireOwnLabel } from '../labels.ts';
import { requireFolder } from '../moves.ts';
import { requireReason } from '../reasons/reasons.ts';
import * as queries from './queries.ts';
import type { Action, BulkAction, ResultsQuery, Selection } from './schema.ts';
import { idsOfSelection } from './selection.ts';
import { words } from './words.ts';

type BulkServices = Pick<Services, 'jobs' | 'hints'>;

/** Under way at once in one company: each takes its turn, and nobody else's work waits for more than these. */
const mostOpen = 10;
/** What one user may have selected without having started anything. */
const mostPrepared = 10;

/**
 * Holds fast who is selected, as the list stands at this moment; what is done later is done to these. Ids out of the
 * user's reach are left out, like those that are not there; throws where nobody is left.
 */
export async function prepareBulk(trx: Trx, session: Session, selection: Selection): Promise<BulkAction> {
  const { companyId, userId } = session;
  await forgetPrepared(trx, session);
  const bulkId = await queries.insertBulk(trx, { companyId, userId });
  const total = await queries.holdSelection(trx, companyId, bulkId, await idsOfSelection(trx, session, selection));
  if (total === 0) throw conflict('nobody_selected', words.nobody);
  return readBulk(trx, session, bulkId);
}

async function forgetPrepared(trx: Trx, { companyId, userId }: Session): Promise<void> {
  await sql`
    delete from bulk_actions where company_id = ${companyId} and id in (
      select id from bulk_actions where company_id = ${companyId} and user_id = ${userId} and state = 'prepared'
      order by id desc offset ${mostPrepared - 1})`.execute(trx);
}

/** Puts the work into the queue. */
export async function startBulk(
  trx: Trx,
  services: BulkServices,
  session: Session,
  bulkId: number,
  action: Action,
): Promise<BulkAction> {
  const { companyId } = session;
  await requireBulk(trx, session, bulkId);
  await checkAction(trx, session, action);
  const bulk = await queries.lockBulk(trx, companyId, bulkId);
  if (bulk?.state !== 'prepared') throw conflict('bulk_started', words.started);
  await queue(trx, services, session, bulkId, action);
  return readBulk(trx, session, bulkId);
}

/** Takes back what a move or a label has changed, where nobody has changed it since. A bulk action like any other. */
export async function undoBulk(
  trx: Trx,
  services: BulkServices,
  session: Session,
  bulkId: number,
): Promise<BulkAction> {
  const { companyId, userId } = session;
  await requireBulk(trx, session, bulkId);
  const bulk = await queries.lockBulk(trx, companyId, bulkId);
  if (!bulk || !isUndoable(bulk)) throw conflict('not_undoable', words.notUndoable);
  if (bulk.undone) throw conflict('undone', words.undone);
  const action = { kind: 'undo', of: (bulk.action as Action).kind as 'folder' | 'label' } as const;
  const undoId = await queries.insertBulk(trx, { companyId, userId, undoes: bulkId, action });
  await queries.holdSelection(
    trx,
    companyId,
    undoId,
    sql`select application_id as id from bulk_results
      where company_id = ${companyId} and bulk_id = ${bulkId} and outcome = 'done' and event_id is not null`,
  );
  await queue(trx, services, session, undoId, action);
  return readBulk(trx, session, undoId);
}

/** Ends it where it stands: who was not reached yet stays untouched. What was begun is waited for. */
export async function cancelBulk(trx: Trx, services: BulkServices, session: Session, bulkId: number) {
  const { companyId } = session;
  await requireBulk(trx, session, bulkId);
  const bulk = await queries.lockBulk(trx, companyId, bulkId);
  if (bulk?.state !== 'waiting' && bulk?.state !== 'running') throw conflict('bulk_over', words.over);
  await queries.updateBulk(trx, companyId, bulkId, { state: 'cancelled', finished_at: new Date() });
  afterCommit(trx, () => {
    services.hints.publish({ companyId, topic: 'bulk-action', id: bulkId });
    services.hints.publish({ companyId, topic: 'applications' });
  });
  return readBulk(trx, session, bulkId);
}

export async function readBulk(trx: Trx, session: Session, bulkId: number): Promise<BulkAction> {
  return present(await requireBulk(trx, session, bulkId));
}

export async function listBulks(trx: Trx, { companyId, userId }: Session): Promise<BulkAction[]> {
  return (await queries.listOwnBulks(trx, companyId, userId)).map(present);
}

/** A page of what became of each, and how often each reason was given. */
export async function readResults(trx: Trx, session: Session, bulkId: number, query: ResultsQuery) {
  const { companyId } = session;
  await requireBulk(trx, session, bulkId);
  const reach = await reachableCampaigns(trx, session);
  const rows = await queries.listResults(trx, companyId, bulkId, reach === 'all' ? null : reach, query);
  const items = rows.slice(0, query.limit);
  return {
    reasons: await queries.countReasons(trx, companyId, bulkId),
    items,
    next: rows.length > query.limit ? (items.at(-1)?.applicationId ?? null) : null,
  };
}

/**
 * Whom this user has selected, in the order of the ids, in parts of at most 500, counted from 0; an empty one is the end.
 * For what works on a selection and is no bulk action, such as an export. Throws `not_found` for another user's.
 */
export async function selectedIds(trx: Trx, session: Session, bulkId: number, part: number): Promise<number[]> {
  await requireBulk(trx, session, bulkId);
  return queries.idsAt(trx, session.companyId, bulkId, part * queries.idsARow, queries.idsARow);
}

async function requireBulk(trx: Trx, { companyId, userId }: Session, bulkId: number): Promise<queries.BulkRow> {
  const row = await queries.findOwnBulk(trx, companyId, userId, bulkId);
  if (!row) throw notFound('bulk action');
  return row;
}

async function queue(
  trx: Trx,
  { jobs, hints }: BulkServices,
  { companyId }: Session,
  bulkId: number,
  action: Action | queries.Undo,
): Promise<void> {
  await oneAtATime(trx, companyId, 'start bulk action');
  if ((await queries.countOpenBulks(trx, companyId)) >= mostOpen)
    throw conflict('too_many_bulk_actions', words.tooMany(mostOpen));
  await queries.updateBulk(trx, companyId, bulkId, { state: 'waiting', action, started_at: new Date() });
  await jobs.enqueue(trx, 'bulk-action', { companyId, bulkId, turn: 0 });
  afterCommit(trx, () => hints.publish({ companyId, topic: 'bulk-action', id: bulkId }));
}

/** What is wrong with the action itself is told at once, rather than a hundred thousand times. */
async function checkAction(trx: Trx, session: Session, action: Action): Promise<void> {
  const { companyId } = session;
  if (action.kind === 'folder') {
    await requireFolder(trx, companyId, action.folder);
    await requireReason(trx, companyId, action.folder, action.reasonId);
  }
  if (action.kind === 'label') await requireOwnLabel(trx, companyId, action.labelId, action.on);
  if (action.kind === 'assign' && action.userId !== null) await requireAssignee(trx, companyId, action.userId);
  if (action.kind === 'campaign') await requireCampaign(trx, session, action.campaignId);
  if (action.kind === 'delete' && session.role !== 'owner') throw forbidden(platformWords.ownersOnly);
  if (action.kind !== 'message') return;
  const { channel, subject = '', body } = action;
  if ((channel === 'email' || channel === 'auto') && subject === '')
    throw invalidField('subject', conversationWords.subjectNeeded);
  for (const [field, text] of Object.entries({ subject, body })) {
    const [problem] = templateProblems(text);
    if (problem) throw invalidField(field, problem.words);
  }
}

/** A message can not be taken back, so neither can the move that was told by one. */
function isUndoable({ state, action, done }: queries.BulkRow): boolean {
  const over = state === 'finished' || state === 'cancelled' || state === 'failed';
  return over && done > 0 && ((action?.kind === 'folder' && !action.notify) || action?.kind === 'label');
}

function present(row: queries.BulkRow): BulkAction {
  return {
    id: row.id,
    state: row.state,
    action: row.action,
    total: row.total,
    counts: { done: row.done, skipped: row.skipped, failed: row.failed },
    undo: row.undone ? 'undone' : isUndoable(row) ? 'possible' : 'impossible',
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
