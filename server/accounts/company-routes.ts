import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { changeCompany, readCompany } from './company.ts';
import * as schema from './schema.ts';
import { checkTimeZone } from './users.ts';

const tags = ['company'];

export function companyRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/company',
    {
      config: { access: 'manager' },
      schema: { tags, summary: 'The company', response: { 200: schema.companyView } },
    },
    ({ session }) => withCompany(db, session.companyId, (trx) => readCompany(trx, session.companyId)),
  );

  app.patch(
    '/api/company',
    {
      config: { access: 'owner' },
      schema: {
        tags,
        summary: 'Change the company’s settings',
        body: z.object({
          name: schema.name.optional(),
          country: schema.country.optional(),
          language: schema.language.optional(),
          timeZone: schema.timeZone.optional(),
        }),
        response: { 200: schema.companyView },
      },
    },
    ({ session, body }) => {
      if (body.timeZone) checkTimeZone(body.timeZone);
      return withCompany(db, session.companyId, async (trx) => {
        await changeCompany(trx, session, body);
        return readCompany(trx, session.companyId);
      });
    },
  );
}
