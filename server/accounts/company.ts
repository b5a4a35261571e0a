import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { recordAudit } from './audit.ts';

export async function readCompany(trx: Trx, companyId: number) {
  const row = await trx.selectFrom('companies').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, country: row.country, language: row.language, timeZone: row.time_zone };
}

const keys = ['name', 'country', 'language', 'timeZone'] as const;
export type CompanyChange = { name?: string; country?: string; language?: string; timeZone?: string };

/** Changes what is given. */
export async function changeCompany(trx: Trx, session: Session, change: CompanyChange): Promise<void> {
  const { companyId } = session;
  const before = await readCompany(trx, companyId);
  const { name, country, language, timeZone } = change;
  const values = Object.entries({ name, country, language, time_zone: timeZone }).filter(
    ([, value]) => value !== undefined,
  );
  if (values.length === 0) return;
  await trx.updateTable('companies').set(Object.fromEntries(values)).where('id', '=', companyId).execute();
  const fields = keys.filter((key) => change[key] !== undefined && change[key] !== before[key]);
  if (fields.length > 0) await recordAudit(trx, session, 'company-changed', { fields });
}
