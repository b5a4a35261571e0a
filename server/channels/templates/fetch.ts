import { sql } from 'kysely';
import { withCompany, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { sandboxConnectionId } from '../sandbox/connection.ts';
import { findConnection } from '../webhooks.ts';
import { hasSamples, storeTemplates } from './templates.ts';

type FetchServices = Pick<Services, 'config' | 'db' | 'hints' | 'blobs'>;
/** `connectionId`: 0 for WhatsApp as the sandbox plays it. */
type Ids = { companyId: number; connectionId: number };

/** The job, and what an owner asks for: takes over what the provider lists. Throws what the provider's refusal says. */
export async function fetchTemplates(services: FetchServices, ids: Ids): Promise<void> {
  const { companyId } = ids;
  const connection = await withCompany(services.db, companyId, (trx) =>
    findConnection(trx, services, { ...ids, channel: 'whatsapp' }),
  );
  if (!connection?.adapter.listTemplates) return;
  const at = new Date();
  const listed = await connection.adapter.listTemplates(connection.connected);
  if (!Array.isArray(listed)) throw new RuleError(422, 'templates_refused', listed.why);
  await withCompany(services.db, companyId, (trx) => storeTemplates(trx, ids, listed, at));
  services.hints.publish({ companyId, topic: 'channels' });
  services.hints.publish({ companyId, topic: 'campaigns' });
}

/** The connection whose texts are the company's; the sandbox's where it has none. */
export async function templateConnection({ db }: Pick<FetchServices, 'db'>, companyId: number): Promise<Ids> {
  const row = await withCompany(db, companyId, (trx) =>
    trx
      .selectFrom('channel_connections')
      .select('id')
      .where('company_id', '=', companyId)
      .where('channel', '=', 'whatsapp')
      .where('disconnected_at', 'is', null)
      .executeTakeFirst(),
  );
  return { companyId, connectionId: row?.id ?? sandboxConnectionId };
}

/** The sandbox's samples, for who looks for templates first; it answers at once. */
export async function fetchSamples(services: FetchServices, companyId: number): Promise<void> {
  const ids = await templateConnection(services, companyId);
  if (ids.connectionId !== sandboxConnectionId) return;
  if (!(await withCompany(services.db, companyId, (trx) => hasSamples(trx, companyId))))
    await fetchTemplates(services, ids);
}

/** The recurring job: webhooks may get lost, and who has not asked for them gets none. */
export async function fetchAllTemplates({ db, jobs }: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  await withSystem(db, async (trx) => {
    const { rows } = await sql<Ids>`
      select company_id as "companyId", id as "connectionId" from channel_connections
      where channel = 'whatsapp' and disconnected_at is null
      union all
      select distinct company_id, ${sandboxConnectionId}::bigint from approved_templates t
      where connection_id is null and not exists (
        select from channel_connections c
        where c.company_id = t.company_id and c.channel = 'whatsapp' and c.disconnected_at is null)`.execute(trx);
    for (const { companyId, connectionId } of rows)
      await jobs.enqueue(
        trx,
        'fetch-templates',
        { companyId, connectionId },
        { key: keyOf({ companyId, connectionId }) },
      );
  });
}

function keyOf({ companyId, connectionId }: Ids): string {
  return connectionId === sandboxConnectionId ? `sandbox ${companyId}` : String(connectionId);
}
