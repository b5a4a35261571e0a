import { withCompany, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { loadConnection } from '../connections.ts';
import { storeTemplates } from './templates.ts';
import { words } from './words.ts';

type FetchServices = Pick<Services, 'config' | 'db' | 'hints'>;
type Ids = { companyId: number; connectionId: number };

/** The job, and what an owner asks for: takes over what the provider lists. Throws what the provider's refusal says. */
export async function fetchTemplates(services: FetchServices, ids: Ids): Promise<void> {
  const { companyId, connectionId } = ids;
  const connection = await withCompany(services.db, companyId, (trx) =>
    loadConnection(trx, services, companyId, connectionId),
  );
  if (!connection?.adapter.listTemplates) return;
  const at = new Date();
  const listed = await connection.adapter.listTemplates(connection.connected);
  if (!Array.isArray(listed)) throw new RuleError(422, 'templates_refused', listed.why);
  await withCompany(services.db, companyId, (trx) => storeTemplates(trx, ids, listed, at));
  services.hints.publish({ companyId, topic: 'channels' });
  services.hints.publish({ companyId, topic: 'campaigns' });
}

/** The connection whose texts these are; throws where there is none. */
export async function requireTemplateConnection(services: FetchServices, companyId: number): Promise<Ids> {
  const row = await withCompany(services.db, companyId, (trx) =>
    trx
      .selectFrom('channel_connections')
      .select('id')
      .where('company_id', '=', companyId)
      .where('channel', '=', 'whatsapp')
      .where('disconnected_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!row) throw new RuleError(409, 'not_connected', words.notConnected);
  return { companyId, connectionId: row.id };
}

/** The recurring job: webhooks may get lost, and who has not asked for them gets none. */
export async function fetchAllTemplates({ db, jobs }: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  await withSystem(db, async (trx) => {
    const rows = await trx
      .selectFrom('channel_connections')
      .select(['company_id', 'id'])
      .where('channel', '=', 'whatsapp')
      .where('disconnected_at', 'is', null)
      .execute();
    for (const { company_id: companyId, id: connectionId } of rows)
      await jobs.enqueue(trx, 'fetch-templates', { companyId, connectionId }, { key: String(connectionId) });
  });
}
