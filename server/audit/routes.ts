import { auditKinds } from '#accounts/audit.ts';
import { contentTypes } from '#exports/files.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import { limitedStream } from '#platform/http/streams.ts';
import type { Services } from '#platform/services.ts';
import { readLog } from './log.ts';
import { listPeople } from './queries.ts';
import { choices, filterQuery, logPage, logQuery } from './schema.ts';
import { exportLog } from './table.ts';
import { kindNames } from './words.ts';

const tags = ['audit log'];
const config = { access: 'owner' as const };

/** Who did what that must be accounted for; an owner's matter. */
export function auditRoutes(app: App, { db }: Pick<Services, 'db'>): void {
  app.get(
    '/api/audit-log',
    {
      config,
      schema: { tags, summary: 'Who did what, the newest first', querystring: logQuery, response: { 200: logPage } },
    },
    ({ session: { companyId }, query }) => withCompany(db, companyId, (trx) => readLog(trx, companyId, query)),
  );

  app.get(
    '/api/audit-log/choices',
    { config, schema: { tags, summary: 'By whom and by what it can be filtered', response: { 200: choices } } },
    async ({ session: { companyId } }) => ({
      people: await withCompany(db, companyId, (trx) => listPeople(trx, companyId)),
      kinds: auditKinds.map((kind) => ({ kind, name: kindNames[kind] })),
    }),
  );

  app.get(
    '/api/audit-log.csv',
    { config, schema: { tags, summary: 'What is filtered, as CSV', querystring: filterQuery } },
    async ({ session, query }, reply) => {
      const { stream } = await limitedStream(session, () => exportLog(db, session, query));
      reply.header('content-type', contentTypes.csv);
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', 'attachment; filename="audit-log.csv"');
      return reply.send(stream);
    },
  );
}
