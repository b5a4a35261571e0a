import { sql } from 'kysely';
import { reachableCampaigns, requireCampaign } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import { listFolders } from '../queries.ts';
import { countReasons } from './queries.ts';
import type { ReasonChange, ReasonCountsQuery, ReasonFolder, ReasonRules } from './schema.ts';
import { reasonFolders } from './schema.ts';
import { words } from './words.ts';

const most = 200;

/** All reasons in their order, and whether one must be given. */
export async function readReasons(trx: Trx, companyId: number) {
  const rows = await trx
    .selectFrom('move_reasons')
    .select(['id', 'folder', 'name', 'archived_at'])
    .where('company_id', '=', companyId)
    .orderBy('folder', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute();
  const needing = new Set((await listFolders(trx, companyId)).flatMap((one) => (one.reason_required ? [one.key] : [])));
  return {
    reasons: rows.map(({ id, folder, name, archived_at }) => ({
      id,
      folder: folder as ReasonFolder,
      name,
      archived: archived_at !== null,
    })),
    required: { shortlisted: needing.has('shortlisted'), rejected: needing.has('rejected') },
  };
}

/** One of the same name that was archived is brought back. Throws where the name is taken (`name_taken`). */
export async function createReason(trx: Trx, companyId: number, folder: ReasonFolder, name: string): Promise<number> {
  await oneAtATime(trx, companyId, 'reasons');
  const same = await findByName(trx, companyId, folder, name);
  if (same && !same.archived_at) throw nameTaken();
  if (same) {
    await changeReason(trx, companyId, same.id, { name, archived: false });
    return same.id;
  }
  const { rows } = await sql<{ id: number }>`
    insert into move_reasons (company_id, folder, name, position)
    select ${companyId}, ${folder}, ${name}, coalesce(max(position), 0) + 1 from move_reasons
    where company_id = ${companyId} and folder = ${folder} having count(*) < ${most}
    on conflict do nothing returning id`.execute(trx);
  if (rows[0]) return rows[0].id;
  throw (await findByName(trx, companyId, folder, name))
    ? nameTaken()
    : conflict('too_many_reasons', words.tooMany(most));
}

export async function changeReason(
  trx: Trx,
  companyId: number,
  reasonId: number,
  { name, archived }: ReasonChange,
): Promise<void> {
  const row = await trx
    .selectFrom('move_reasons')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', reasonId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('reason');
  if (name !== undefined) {
    const same = await findByName(trx, companyId, row.folder, name);
    if (same && same.id !== reasonId) throw nameTaken();
  }
  await trx
    .updateTable('move_reasons')
    .set({
      name: name ?? row.name,
      archived_at: archived === undefined ? row.archived_at : archived ? (row.archived_at ?? new Date()) : null,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', reasonId)
    .execute();
}

/** Throws where these are not all reasons of the folder. */
export async function orderReasons(trx: Trx, companyId: number, folder: ReasonFolder, ids: number[]): Promise<void> {
  const rows = await trx
    .selectFrom('move_reasons')
    .select('id')
    .where('company_id', '=', companyId)
    .where('folder', '=', folder)
    .execute();
  const same =
    rows.length === ids.length && new Set(ids).size === ids.length && rows.every(({ id }) => ids.includes(id));
  if (!same) throw conflict('order_changed', words.otherOrder);
  await sql`
    update move_reasons r set position = n.place
    from unnest(${ids}::bigint[]) with ordinality as n (id, place)
    where r.company_id = ${companyId} and r.id = n.id`.execute(trx);
}

export async function saveRules(trx: Trx, companyId: number, rules: ReasonRules): Promise<void> {
  for (const folder of reasonFolders)
    await trx
      .updateTable('folders')
      .set({ reason_required: rules[folder] })
      .where('company_id', '=', companyId)
      .where('key', '=', folder)
      .execute();
}

/**
 * The reason for a move to this folder; null where none is given. Throws for one that is not the folder's or was archived,
 * and with `reason_needed` where there must be one.
 */
export async function requireReason(
  trx: Trx,
  companyId: number,
  folder: string,
  reasonId: number | undefined,
): Promise<{ id: number; name: string } | null> {
  const { required, reasons } = reasonFolders.includes(folder as ReasonFolder)
    ? await readReasons(trx, companyId)
    : { required: {} as Record<string, boolean>, reasons: [] };
  const open = reasons.filter((reason) => reason.folder === folder && !reason.archived);
  const given = open.find(({ id }) => id === reasonId);
  if (given) return given;
  if (reasonId !== undefined) throw invalidField('reasonId', words.noReason);
  if (required[folder as ReasonFolder] && open.length > 0)
    throw new RuleError(400, 'reason_needed', words.reasonNeeded, { reasonId: words.reasonNeeded });
  return null;
}

/** How often each reason was given, and for how many it is so now, within the user's reach. */
export async function readReasonCounts(trx: Trx, session: Session, query: ReasonCountsQuery) {
  const { from = null, to = null, campaign } = query;
  if (from && to && from > to) throw invalidField('to', words.emptySpan);
  if (campaign !== undefined) await requireCampaign(trx, session, campaign);
  const reach = campaign === undefined ? await reachableCampaigns(trx, session) : [campaign];
  const campaigns = reach === 'all' ? null : reach;
  const counts = await countReasons(trx, session.companyId, { campaigns, from, to });
  const { reasons } = await readReasons(trx, session.companyId);
  return reasons.map((reason) => ({ ...reason, ...(counts.get(reason.id) ?? { given: 0, now: 0 }) }));
}

function findByName(trx: Trx, companyId: number, folder: string, name: string) {
  return trx
    .selectFrom('move_reasons')
    .select(['id', 'archived_at'])
    .where('company_id', '=', companyId)
    .where('folder', '=', folder)
    .where((e) => e(e.fn('lower', ['name']), '=', e.fn('lower', [e.val(name)])))
    .executeTakeFirst();
}

function nameTaken(): RuleError {
  return new RuleError(409, 'name_taken', words.nameTaken, { name: words.nameTaken });
}
