import { findNamelessAddress, nameVisitor } from '#candidates/visitor-names.ts';
import { afterCommit, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { ChannelKind } from './channel.ts';
import { findConnection } from './webhooks.ts';

type Ids = { companyId: number; connectionId: number; channel: string; candidateId: number };

/**
 * The job after somebody has first written where messages bring no name: asks the provider how they call themselves. One
 * who does not say changes nothing; throws where the provider can not be reached.
 */
export async function readProfile(services: Services, ids: Ids): Promise<void> {
  const { companyId, candidateId } = ids;
  const found = await withCompany(services.db, companyId, async (trx) => {
    const connection = await findConnection(trx, services, ids);
    const address = await findNamelessAddress(trx, companyId, candidateId, ids.channel as ChannelKind);
    return connection && address && { connection, address };
  });
  if (!found) return;
  const { adapter, connected } = found.connection;
  const profile = await adapter.readProfile?.(found.address, connected);
  const [firstName, lastName] = [clean(profile?.firstName), clean(profile?.lastName)];
  if (!firstName && !lastName) return;
  await withCompany(services.db, companyId, async (trx) => {
    const shown = await nameVisitor(trx, companyId, candidateId, { firstName, lastName });
    afterCommit(trx, () => {
      for (const id of shown) services.hints.publish({ companyId, topic: 'application', id });
      if (shown.length > 0) services.hints.publish({ companyId, topic: 'applications' });
    });
  });
}

const longestName = 100;

/** Anybody may call themselves anything. */
function clean(name = ''): string {
  return [...name.replace(/[\s\p{Cc}]+/gu, ' ').trim()].slice(0, longestName).join('').toWellFormed();
}
