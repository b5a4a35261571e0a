import { z } from 'zod';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import { sessionEnded } from '#platform/http/sse.ts';
import type { Services } from '#platform/services.ts';
import { recordAudit } from './audit.ts';
import { readCompany } from './company.ts';
import { photoUrl } from './photos.ts';
import * as schema from './schema.ts';
import { changeMember, checkInvitable, deleteUser, listTeam, setDeactivated, transferOwnership } from './team.ts';
import { createUser } from './users.ts';

const tags = ['team'];
const owner = { access: 'owner' as const };

/** The company's accounts. */
export function teamRoutes(app: App, services: Services): void {
  const { config, db, hints, jobs } = services;
  const changed = ({ companyId }: Session) => hints.publish({ companyId, topic: 'team' });

  app.get(
    '/api/team',
    {
      config: { access: 'manager' },
      schema: { tags, summary: 'Everybody with an account', response: { 200: z.array(schema.teamMember) } },
    },
    async ({ session }) => {
      const team = await withCompany(db, session.companyId, (trx) => listTeam(trx, session.companyId));
      return team.map(({ photoKey, ...member }) => ({ ...member, photoUrl: photoUrl(config, photoKey) }));
    },
  );

  app.post(
    '/api/team/invitations',
    {
      config: owner,
      schema: {
        tags,
        summary: 'New manager account; an e-mail invites them',
        body: z.object({ email: schema.email, name: schema.name }),
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async ({ session, body }, reply) => {
      const id = await withCompany(db, session.companyId, async (trx) => {
        const { language } = await readCompany(trx, session.companyId);
        const userId = await createUser(trx, session.companyId, { ...body, role: 'manager', language });
        await recordAudit(trx, session, 'user-invited', { userId, name: body.name });
        await jobs.enqueue(trx, 'send-system-mail', { kind: 'invitation', userId });
        return userId;
      });
      changed(session);
      return reply.code(201).send({ id });
    },
  );

  app.patch(
    '/api/team/:userId',
    {
      config: owner,
      schema: {
        tags,
        summary: 'Whether they get the weekly statistics; whether they are away and get no candidates by turns',
        params: schema.userParams,
        body: z.object({ weeklyStatistics: z.boolean().optional(), away: z.boolean().optional() }),
        response: { 204: schema.none },
      },
    },
    async ({ session, params, body }, reply) => {
      await withCompany(db, session.companyId, (trx) => changeMember(trx, session, params.userId, body));
      changed(session);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/team/:userId',
    {
      config: owner,
      schema: { tags, summary: 'Delete the account', params: schema.userParams, response: { 204: schema.none } },
    },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, (trx) => deleteUser(trx, session, params.userId));
      changed(session);
      hints.publish({ companyId: session.companyId, topic: sessionEnded, id: params.userId });
      hints.publish({ companyId: session.companyId, topic: 'applications' });
      return reply.code(204).send(null);
    },
  );

  const verb = (
    method: 'PUT' | 'DELETE' | 'POST',
    path: string,
    summary: string,
    work: (trx: Trx, session: Session, userId: string) => Promise<unknown>,
  ) =>
    app.route({
      method,
      url: `/api/team/:userId/${path}`,
      config: owner,
      schema: { tags, summary, params: schema.userParams, response: { 204: schema.none } },
      handler: async (request, reply) => {
        const { session } = request;
        const { userId } = request.params as z.infer<typeof schema.userParams>;
        await withCompany(db, session.companyId, (trx) => work(trx, session, userId));
        changed(session);
        hints.publish({ companyId: session.companyId, topic: sessionEnded, id: userId });
        return reply.code(204).send(null);
      },
    });
  verb('PUT', 'deactivation', 'Deactivate; ends their sessions at once', (...args) => setDeactivated(...args, true));
  verb('DELETE', 'deactivation', 'Reactivate', (...args) => setDeactivated(...args, false));
  verb('POST', 'ownership', 'Transfer the ownership; the caller becomes a manager', transferOwnership);
  verb('POST', 'invitation', 'Send the invitation again', async (trx, session, userId) => {
    await checkInvitable(trx, session, userId);
    await jobs.enqueue(trx, 'send-system-mail', { kind: 'invitation', userId });
  });
}
