import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { findSandboxMessages } from './messages.ts';

const sandboxMessage = z.object({
  id: z.number(),
  company: z.string(),
  /** Null for mails of Parley itself, such as invitations of colleagues. */
  messageId: z.number().nullable(),
  channel: z.string(),
  to: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  html: z.string().nullable(),
  link: z.string().nullable(),
  sentAt: z.string(),
});

const query = z.object({
  to: z.string().trim().min(1).max(254).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** The candidate's phone and mailbox and invitations of colleagues, for an owner who tries things out. The HTML is what was written: show it in a sandboxed frame. */
export function sandboxRoutes(app: App, { db }: Pick<Services, 'db'>): void {
  app.get(
    '/api/sandbox/messages',
    {
      config: { access: 'owner' },
      schema: {
        tags: ['sandbox'],
        summary: 'What the sandbox received, oldest first',
        querystring: query,
        response: { 200: z.array(sandboxMessage) },
      },
    },
    (request) => {
      const { companyId } = request.session;
      return withCompany(db, companyId, (trx) => findSandboxMessages(trx, { companyId, ...request.query, limit: 200 }));
    },
  );
}
