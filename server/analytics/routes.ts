import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { readOverview } from './overview.ts';

const sums = z.object({
  /** Invited on the day for the first time, and who of them has completed by now. */
  invited: z.number(),
  participated: z.number(),
  /** Completed on the day, and who of them has ever been shortlisted by now, also where it was taken back. */
  completed: z.number(),
  shortlisted: z.number(),
  participationRate: z.number().nullable(),
  passRate: z.number().nullable(),
});

export function analyticsRoutes(app: App, services: Services): void {
  app.get(
    '/api/analytics/overview',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['analytics'],
        summary: 'Participation and pass rate of the last two weeks',
        response: { 200: z.object({ days: z.array(sums.extend({ day: z.string() })), totals: sums }) },
      },
    },
    ({ session }) => withCompany(services.db, session.companyId, (trx) => readOverview(trx, session)),
  );
}
