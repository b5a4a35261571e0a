import { z } from 'zod';
import { recordAudit } from '#accounts/audit.ts';
import { hintApplication } from '#candidates/applications.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { outboxHint } from '../queue.ts';
import { messageParams } from '../schema.ts';
import { sendHeld } from './held.ts';
import { settingsBody, settingsView, use } from './schema.ts';
import { readMonth, readSettings, saveSettings } from './settings.ts';

const tags = ['sending'];

/** When, how much and where the company's messages may go. */
export function sendingRoutes(app: App, { db, hints }: Services): void {
  app.get(
    '/api/sending',
    {
      config: { access: 'owner' },
      schema: { tags, summary: 'Hours, cap and limits of sending', response: { 200: settingsView } },
    },
    ({ session: { companyId } }) => withCompany(db, companyId, (trx) => readSettings(trx, companyId)),
  );

  app.put(
    '/api/sending',
    {
      config: { access: 'owner' },
      schema: { tags, summary: 'Change them', body: settingsBody, response: { 200: settingsView } },
    },
    async ({ session, body }) => {
      const { companyId } = session;
      const saved = await withCompany(db, companyId, async (trx) => {
        await saveSettings(trx, companyId, body);
        await recordAudit(trx, session, 'sending-changed');
        return readSettings(trx, companyId);
      });
      hints.publish({ companyId, topic: 'sending' });
      hints.publish(outboxHint);
      return saved;
    },
  );

  app.get(
    '/api/sending/use',
    {
      config: { access: 'manager' },
      schema: { tags, summary: 'How much of the month’s SMS is used', response: { 200: use } },
    },
    ({ session: { companyId } }) => withCompany(db, companyId, (trx) => readMonth(trx, companyId)),
  );

  app.delete(
    '/api/messages/:messageId/hold',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['conversations'],
        summary: 'Send a message now that waits for the company’s hours',
        params: messageParams,
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, async (trx) => {
        const applicationId = await sendHeld(trx, { hints }, session, params.messageId);
        hintApplication(trx, hints, session.companyId, applicationId);
      });
      return reply.code(204).send(null);
    },
  );
}
