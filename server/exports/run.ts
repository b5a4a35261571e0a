import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import { reachableCampaigns, requireCampaign } from '#campaigns/policy.ts';
import { idsOfSelection } from '#candidates/bulk/selection.ts';
import { claimBlobs, discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { JobRun } from '#platform/jobs.ts';
import { type Language, languageOf, type Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { waitForErasures } from './erasure.ts';
import { contentTypes, tableFile } from './files.ts';
import { requireAllowed } from './permission.ts';
import { exportHead, type ListOrder, readIds } from './queries.ts';
import * as rows from './rows.ts';
import type { Chosen } from './schema.ts';
import { planTable, tableRows } from './table.ts';
import { words } from './words.ts';

type Ids = { companyId: number; exportId: number };
type RunServices = Pick<Services, 'db' | 'blobs' | 'hints' | 'log'>;

const mostBytes = 8 * 1024 ** 3;
/** Browsers are told how far it is no more often than this. */
const tellEveryMs = 500;

/** Cancelled meanwhile, or in another worker's hands: this one lets go. */
class NoLongerOurs extends Error {}

/**
 * Writes the file of an export from its first row on; a try after a crash begins again, and what the one before has
 * written is collected. Who asked for it must be allowed and reach the rows at each page, not only when they asked.
 */
export async function writeExport(services: RunServices, ids: Ids, run: JobRun): Promise<void> {
  const { companyId, exportId } = ids;
  const row = await withCompany(services.db, companyId, (trx) => rows.beginTurn(trx, companyId, exportId));
  if (!row) return;
  const language = await languageOfMaker(services, row);
  try {
    await write(services, row, run.signal);
  } catch (error) {
    if (error instanceof NoLongerOurs) return;
    const refused = error instanceof RuleError;
    if (!refused && !run.lastAttempt) throw error;
    await giveUp(services, row, (refused ? whyOf(error) : words.failed)[language]);
    if (!refused) throw error;
  } finally {
    services.hints.publish({ companyId, topic: 'exports', id: exportId });
  }
}

function whyOf(error: RuleError): Words {
  return error.status === 403 || error.status === 404 ? words.noAccess : error.words;
}

async function write(services: RunServices, row: rows.OpenExport, signal: AbortSignal): Promise<void> {
  const { company_id: companyId, id: exportId, columns, format, turn } = row;
  const prepared = await withCompany(services.db, companyId, async (trx) => {
    const session = await requireMaker(trx, row);
    const head = await requireAllowed(trx, session);
    await waitForErasures(trx, companyId);
    const ids = await readIds(trx, await idsOfChosen(trx, session, row.chosen), orderOf(row.chosen));
    await rows.holdPeople(trx, row, ids);
    await keepOurs(trx, row, { total: ids.length });
    return { ids, ...head };
  });
  const campaigns = 'campaignId' in row.chosen ? [row.chosen.campaignId] : [];
  const contents = { companyId, columns, campaigns, ...prepared };
  const table = await planTable(services.db, contents);
  const tell = teller(services, row);
  const seen = new Set<number | null>();
  const pages = tableRows(services.db, contents, table, seen, async (trx, done) => {
    signal.throwIfAborted();
    const session = await requireMaker(trx, row);
    await requireAllowed(trx, session);
    await keepOurs(trx, row, { done });
    tell();
    return reachableCampaigns(trx, session);
  });
  const file = tableFile(format, { ...table, rows: prepared.ids.length }, pages);
  const options = { contentType: contentTypes[format], maxBytes: mostBytes };
  const { key, size } = await storeBlob(services, companyId, file, options);
  try {
    await withCompany(services.db, companyId, async (trx) => {
      const total = prepared.ids.length;
      const values = { state: 'finished', blob_key: key, size, done: total, finished_at: new Date() } as const;
      const campaigns = [...seen].filter((campaignId) => campaignId !== null);
      await keepOurs(trx, row, { ...values, campaigns, outside_campaigns: seen.has(null) });
      if ((await claimBlobs(trx, companyId, [key])).size === 0) throw new Error('The file of an export is gone.');
      const doer = { companyId, userId: row.user_id };
      await recordAudit(trx, doer, 'export-finished', { exportId, rows: total, size, turn });
    });
  } finally {
    await discardUnclaimed(services, companyId, key);
  }
}

async function keepOurs(trx: Trx, row: rows.OpenExport, values: Parameters<typeof rows.changeOpen>[3]): Promise<void> {
  if (!(await rows.changeOpen(trx, row.company_id, row.id, values, row.turn))) throw new NoLongerOurs();
}

/** Who asked for it, with the rights that they have by now. Throws where they are no longer of the team. */
async function requireMaker(trx: Trx, { company_id: companyId, user_id: userId, chosen }: rows.OpenExport) {
  const head = await exportHead(trx, companyId, userId);
  if (!head || head.deactivated_at) throw new RuleError(403, 'forbidden', words.noAccess);
  const session: Session = { sessionId: '', userId, companyId, role: head.role as Session['role'] };
  if ('everything' in chosen && session.role !== 'owner') throw new RuleError(403, 'forbidden', words.ownersOnly);
  // Of one that is deleted meanwhile the first half would pass for the whole.
  if ('campaignId' in chosen) await requireCampaign(trx, session, chosen.campaignId);
  return session;
}

async function languageOfMaker({ db }: RunServices, row: rows.OpenExport): Promise<Language> {
  const head = await withCompany(db, row.company_id, (trx) => exportHead(trx, row.company_id, row.user_id));
  return languageOf(head?.language ?? 'en');
}

function idsOfChosen(trx: Trx, session: Session, chosen: Chosen) {
  if ('ids' in chosen) return idsOfSelection(trx, session, { ids: chosen.ids });
  if ('query' in chosen) return idsOfSelection(trx, session, { query: chosen.query, except: chosen.except });
  if ('campaignId' in chosen)
    return idsOfSelection(trx, session, { query: { campaign: [chosen.campaignId], in: 'people' }, except: [] });
  return Promise.resolve(sql`select id from applications where company_id = ${session.companyId}`);
}

/** As the list stands; a whole campaign or database goes by id. */
function orderOf(chosen: Chosen): ListOrder | null {
  if (!('sort' in chosen) || !chosen.sort) return null;
  return { sort: chosen.sort, order: chosen.order ?? 'desc' };
}

function teller({ hints }: RunServices, { company_id: companyId, id }: rows.OpenExport): () => void {
  let toldAt = 0;
  return () => {
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    hints.publish({ companyId, topic: 'exports', id });
  };
}

async function giveUp({ db }: RunServices, row: rows.OpenExport, error: string): Promise<void> {
  await withCompany(db, row.company_id, (trx) =>
    rows.changeOpen(trx, row.company_id, row.id, { state: 'failed', error, finished_at: new Date() }, row.turn),
  );
}
