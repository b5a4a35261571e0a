import { recordAudit } from '#accounts/audit.ts';
import type { Trx } from '#platform/db.ts';
import { forbidden } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { exportHead } from './queries.ts';
import { words } from './words.ts';

/** In whose language and zone a table is written for this user. Throws where an owner has switched exports off for them. */
export async function requireAllowed(
  trx: Trx,
  { companyId, userId, role }: Session,
): Promise<{ language: string; timeZone: string }> {
  const head = await exportHead(trx, companyId, userId);
  if (!head || (role !== 'owner' && !head.managersExport)) throw forbidden(words.switchedOff);
  return { language: head.language, timeZone: head.timeZone };
}

export async function isAllowed(trx: Trx, { companyId, userId, role }: Session): Promise<boolean> {
  return role === 'owner' || Boolean((await exportHead(trx, companyId, userId))?.managersExport);
}

export async function mayManagersExport(trx: Trx, companyId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('companies')
    .select('managers_export')
    .where('id', '=', companyId)
    .executeTakeFirst();
  return row?.managers_export ?? false;
}

/** Whether managers may take tables away; owners always may. Takes effect for what is being written too. */
export async function letManagersExport(trx: Trx, session: Session, managers: boolean): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('companies')
    .set({ managers_export: managers })
    .where('id', '=', session.companyId)
    .where('managers_export', '<>', managers)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await recordAudit(trx, session, 'export-permission-changed', { managers: String(managers) });
}
