import { z } from 'zod';
import { photoUrl } from '#accounts/photos.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { hintApplication, lockApplication, requireApplication } from '../applications.ts';
import { toItem } from '../lists.ts';
import { loadItems } from '../queries.ts';
import { item, applicationParams as params } from '../schema.ts';
import { words } from '../words.ts';
import { assign, listAssignees } from './assign.ts';

const tags = ['candidates'];
const config = { access: 'manager' as const };
const assignee = z.object({
  id: z.string(),
  name: z.string(),
  photoUrl: z.string().nullable(),
  /** Gets no candidates by turns at the moment; can be given some all the same. */
  away: z.boolean(),
  possible: z.boolean(),
  /** Why not: `no_access` to the campaign, or to those without one. */
  reason: z.enum(['no_access']).nullable(),
});

/** Whose candidate it is. */
export function assignmentRoutes(app: App, services: Services): void {
  const { db, hints } = services;
  const give = async (trx: Trx, session: Session, applicationId: number, userId: string | null) => {
    const application = await lockApplication(trx, session, applicationId);
    const { name, outcomes } = await assign(trx, session, [application], userId);
    const outcome = outcomes.get(application.id);
    if (outcome === 'no access') throw conflict('no_access', words.noAccess(name));
    if (outcome === 'given') hintApplication(trx, hints, session.companyId, application.id);
    return toItem((await loadItems(trx, session.companyId, [application.id]))[0]!);
  };

  app.get(
    '/api/applications/:applicationId/assignees',
    {
      config,
      schema: { tags, summary: 'The team, and who can be given it', params, response: { 200: z.array(assignee) } },
    },
    async ({ session, params }) => {
      const team = await withCompany(db, session.companyId, async (trx) => {
        const { campaign_id: campaignId } = await requireApplication(trx, session, params.applicationId);
        return listAssignees(trx, session.companyId, campaignId);
      });
      return team.map(({ photoKey, reaches, ...person }) => ({
        ...person,
        photoUrl: photoUrl(services.config, photoKey),
        possible: reaches,
        reason: reaches ? null : ('no_access' as const),
      }));
    },
  );

  app.put(
    '/api/applications/:applicationId/assignee',
    {
      config,
      schema: {
        tags,
        summary: 'Give it to somebody who has access to its campaign',
        params,
        body: z.object({ userId: z.uuid() }),
        response: { 200: item },
      },
    },
    ({ session, params, body }) =>
      withCompany(db, session.companyId, (trx) => give(trx, session, params.applicationId, body.userId)),
  );

  app.delete(
    '/api/applications/:applicationId/assignee',
    {
      config,
      schema: { tags, summary: 'Give it to nobody', params, response: { 200: item } },
    },
    ({ session, params }) =>
      withCompany(db, session.companyId, (trx) => give(trx, session, params.applicationId, null)),
  );
}
