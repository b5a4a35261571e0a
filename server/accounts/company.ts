import type { Trx } from '#platform/db.ts';

export async function readCompany(trx: Trx, companyId: number) {
  const row = await trx.selectFrom('companies').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, country: row.country, language: row.language, timeZone: row.time_zone };
}

export type CompanyChange = { name?: string; country?: string; language?: string; timeZone?: string };

export async function changeCompany(trx: Trx, companyId: number, change: CompanyChange): Promise<void> {
  const { name, country, language, timeZone } = change;
  const values = Object.entries({ name, country, language, time_zone: timeZone }).filter(
    ([, value]) => value !== undefined,
  );
  if (values.length === 0) return;
  await trx.updateTable('companies').set(Object.fromEntries(values)).where('id', '=', companyId).execute();
}
