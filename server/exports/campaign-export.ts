import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import { reachableCampaigns, requireCampaign } from '#campaigns/policy.ts';
import { withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { usualColumns } from './columns.ts';
import { tableFile } from './files.ts';
import { requireAllowed } from './permission.ts';
import { campaignTitle, readIds } from './queries.ts';
import { planTable, tableRows } from './table.ts';

/**
 * The candidates of a campaign as XLSX: a row an application, a column an answer. Read page by page while it is sent, so
 * neither side ever holds the whole. Throws before anything is sent where this user has no such campaign, or may not; breaks
 * off where the campaign is deleted meanwhile, as a table of its first half would pass for the whole.
 */
export async function exportCampaign(
  { db }: Pick<Services, 'db'>,
  session: Session,
  campaignId: number,
): Promise<{ fileName: string; stream: Readable }> {
  const { companyId } = session;
  const { head, title, ids } = await withCompany(db, companyId, async (trx) => {
    await requireCampaign(trx, session, campaignId);
    const head = await requireAllowed(trx, session);
    const data = { of: 'campaign', campaignId, format: 'xlsx', columns: usualColumns };
    await recordAudit(trx, session, 'export-started', data);
    return {
      head,
      title: await campaignTitle(trx, companyId, campaignId),
      ids: await readIds(
        trx,
        sql`select id from applications where company_id = ${companyId} and campaign_id = ${campaignId}`,
      ),
    };
  });
  const contents = { companyId, ids, columns: usualColumns, campaigns: [campaignId], ...head };
  const table = await planTable(db, contents);
  const pages = tableRows(db, contents, table, new Set(), async (trx) => {
    await requireCampaign(trx, session, campaignId);
    return reachableCampaigns(trx, session);
  });
  return { fileName: `${title}.xlsx`, stream: tableFile('xlsx', { ...table, rows: ids.length }, pages) };
}
