import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import { reachableCampaigns, reaches, requireCampaign } from '#campaigns/policy.ts';
import { attributeColumns } from '#candidates/attributes/columns.ts';
import { idsOfSelection } from '#candidates/bulk/selection.ts';
import { suggest } from '#candidates/finding/suggestions.ts';
import { discardBlobs } from '#platform/blobs/loose.ts';
import { afterCommit, type Trx, withSystem } from '#platform/db.ts';
import { conflict, forbidden, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import type { Services } from '#platform/services.ts';
import { detailColumn, fixedColumns, usualColumns } from './columns.ts';
import type { Format } from './files.ts';
import { isAllowed, requireAllowed } from './permission.ts';
import { campaignTitle } from './queries.ts';
import * as rows from './rows.ts';
import type { Chosen, ExportBody, ExportView } from './schema.ts';
import { exportTexts } from './texts.ts';
import { words } from './words.ts';

/** Under way at once, of one user and of one company. */
const mostOwn = 3;
const mostOpen = 10;
/** How long the file of a finished one is kept. */
const keptMs = 3 * 86_400_000;

/** Puts the writing of a table into the queue, and remembers what was chosen. Throws for a filter that can not be read. */
export async function startExport(
  trx: Trx,
  { jobs, hints }: Pick<Services, 'jobs' | 'hints'>,
  session: Session,
  { format, columns, chosen }: ExportBody,
): Promise<ExportView> {
  const { companyId, userId } = session;
  const { language, timeZone } = await requireAllowed(trx, session);
  if ('everything' in chosen && session.role !== 'owner') throw forbidden(words.ownersOnly);
  if ('campaignId' in chosen) await requireCampaign(trx, session, chosen.campaignId);
  // What can not be looked for is told at once, rather than by an export that failed.
  if ('query' in chosen) await idsOfSelection(trx, session, { query: chosen.query, except: chosen.except });
  await oneAtATime(trx, companyId, 'start export');
  const open = await rows.countOpen(trx, companyId, userId);
  if (open.own >= mostOwn) throw conflict('too_many_exports', words.tooMany(mostOwn));
  if (open.all >= mostOpen) throw conflict('too_many_exports', words.tooManyHere(mostOpen));
  const wanted = [...new Set(columns)];
  const about =
    'campaignId' in chosen ? await campaignTitle(trx, companyId, chosen.campaignId) : exportTexts(language).candidates;
  const fileName = `${about} ${dayIn(timeZone)}.${format}`;
  const exportId = await rows.insertExport(trx, session, {
    format,
    columns: wanted,
    kind: kindOf(chosen),
    chosen,
    fileName,
  });
  await rows.rememberChoice(trx, session, format, wanted);
  const campaignId = 'campaignId' in chosen ? chosen.campaignId : null;
  const data = { exportId, of: kindOf(chosen), campaignId, format, columns: wanted };
  await recordAudit(trx, session, 'export-started', data);
  await jobs.enqueue(trx, 'write-export', { companyId, exportId });
  afterCommit(trx, () => hints.publish({ companyId, topic: 'exports', id: exportId }));
  return readExport(trx, session, exportId);
}

/** The day that a calendar in this zone shows, `2026-11-21`. */
function dayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());
}

export async function readExport(trx: Trx, session: Session, exportId: number): Promise<ExportView> {
  return present(await requireExport(trx, session, exportId));
}

/** One's own, the newest first, as long as their files are kept. */
export async function listExports(trx: Trx, session: Session): Promise<ExportView[]> {
  return (await rows.listOwn(trx, session, new Date(Date.now() - keptMs))).map(present);
}

/** Ends it where it stands; what was written of it goes. */
export async function cancelExport(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  session: Session,
  exportId: number,
): Promise<ExportView> {
  const { companyId } = session;
  await requireExport(trx, session, exportId);
  const values = { state: 'cancelled', finished_at: new Date() } as const;
  if (!(await rows.changeOpen(trx, companyId, exportId, values))) throw conflict('export_over', words.over);
  afterCommit(trx, () => hints.publish({ companyId, topic: 'exports', id: exportId }));
  return readExport(trx, session, exportId);
}

/** Takes it from the list, and its file with it. One that is under way is cancelled by that. */
export async function removeExport(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  session: Session,
  exportId: number,
): Promise<void> {
  const { companyId } = session;
  const { blob_key } = await requireExport(trx, session, exportId);
  await rows.deleteExport(trx, companyId, exportId);
  if (blob_key) await discardBlobs(trx, companyId, [blob_key]);
  afterCommit(trx, () => hints.publish({ companyId, topic: 'exports', id: exportId }));
}

/**
 * The file of a finished one, for who made it alone, while they may export and reach everybody in it; writes down that it
 * was taken.
 */
export async function takeFile(
  trx: Trx,
  session: Session,
  exportId: number,
): Promise<{ key: string; fileName: string; format: Format }> {
  const row = await requireExport(trx, session, exportId);
  await requireAllowed(trx, session);
  await requireReach(trx, session, row);
  if (!row.blob_key || expiryOf(row) < new Date()) throw conflict('export_no_file', words.notReady);
  await recordAudit(trx, session, 'export-downloaded', { exportId });
  return { key: row.blob_key, fileName: row.file_name, format: row.format };
}

async function requireReach(trx: Trx, session: Session, row: rows.OwnExport): Promise<void> {
  const reach = await reachableCampaigns(trx, session);
  // The driver reads a list of such numbers as texts.
  const within = row.campaigns.every((campaignId) => reaches(reach, Number(campaignId)));
  const mayAll = session.role === 'owner' || (row.kind !== 'everything' && !row.outside_campaigns);
  if (!within || !mayAll) throw forbidden(words.outOfReach);
}

/** What can be chosen: what all applications have, and the details that those in reach had lately. */
export async function exportOptions(trx: Trx, session: Session, language: string) {
  const { columns: names } = exportTexts(language);
  const { details } = await suggest(trx, session);
  const attributes = await attributeColumns(trx, session.companyId);
  const named = new Set(attributes.map(({ key }) => key));
  const last = await rows.lastChoice(trx, session);
  return {
    allowed: await isAllowed(trx, session),
    columns: [
      ...fixedColumns.map((key) => ({ key: key as string, name: names[key] })),
      ...attributes.map(({ key, name }) => ({ key: detailColumn(key), name })),
      ...details.filter((key) => !named.has(key)).map((key) => ({ key: detailColumn(key), name: key })),
    ],
    last: last ?? { format: 'xlsx' as const, columns: [...usualColumns] as string[] },
  };
}

/** The job: exports whose days are over, and their files. */
export async function forgetExports({ db }: Pick<Services, 'db'>): Promise<void> {
  const forgetSome = () =>
    withSystem(db, async (trx) => {
      const gone = await sql<{ company_id: number; blob_key: string | null }>`
        delete from exports where (company_id, id) in (
          select company_id, id from exports where created_at < ${new Date(Date.now() - keptMs)}
            and state not in ('waiting', 'running') order by created_at limit 100 for update skip locked)
        returning company_id, blob_key`.execute(trx);
      for (const { company_id, blob_key } of gone.rows) if (blob_key) await discardBlobs(trx, company_id, [blob_key]);
      return gone.rows.length > 0;
    });
  while (await forgetSome());
}

async function requireExport(trx: Trx, session: Session, exportId: number): Promise<rows.OwnExport> {
  const row = await rows.findOwn(trx, session, exportId);
  if (!row) throw notFound('export');
  return row;
}

function kindOf(chosen: Chosen): ExportView['of'] {
  if ('campaignId' in chosen) return 'campaign';
  if ('everything' in chosen) return 'everything';
  return 'ids' in chosen || chosen.except.length > 0 ? 'selection' : 'list';
}

const expiryOf = (row: rows.OwnExport) => new Date(row.created_at.getTime() + keptMs);

function present(row: rows.OwnExport): ExportView {
  return {
    id: row.id,
    state: row.state,
    format: row.format,
    fileName: row.file_name,
    of: row.kind,
    total: row.total,
    done: row.done,
    size: row.size,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    expiresAt: row.state === 'finished' ? expiryOf(row).toISOString() : null,
  };
}
