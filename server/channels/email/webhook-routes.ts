import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type TakeOptions, takeMail } from '#conversations/mails.ts';
import { constantTimeEqual } from '#platform/crypto.ts';
import { withCompany } from '#platform/db.ts';
import { forbidden, notFound, RuleError } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { WorkStopped } from '#platform/work-apart.ts';
import { noteTrouble } from '../connection-health.ts';
import { type Connection, readWebhookToken } from '../connections.ts';
import { findConnection } from '../webhooks.ts';
import type { MailValues } from './fields.ts';
import { mailSignature } from './signature.ts';
import { words } from './words.ts';

/** Mail servers rarely take more, and what is larger was refused before. */
export const largestMail = 30 * 1024 * 1024;
const toleranceMs = 5 * 60_000;

/**
 * Where a mail server or a relay hands mails over as they are, signed with the secret of the connection. 200 means that the
 * mail is stored, or is not one to be kept; after anything else it is to be sent again.
 */
export async function mailWebhookRoutes(app: App, services: Services): Promise<void> {
  await app.register(async (plain) => {
    const scope = plain as unknown as App;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Nobody but who knows the address gets as far as sending so much.
    scope.addHook('onRequest', async (request) => {
      readIds(services, (request.params as { token?: string }).token);
    });

    scope.post(
      '/webhooks/email/:token',
      {
        config: { access: 'public' as const },
        bodyLimit: largestMail,
        schema: { hide: true, params: z.object({ token: z.string().max(100) }) },
      },
      async (request, reply) => {
        const connection = await requireConnection(services, request.params.token);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await takeSignedMail(services, connection, request.headers, body);
        return reply.type('text/plain').send('OK');
      },
    );
  });
}

/**
 * A mail that is handed over: nothing of it counts that is not signed. One that can not be read is refused, so that who
 * handed it over keeps it, and the owner is told. Throws as `takeMail` does.
 */
export async function takeSignedMail(
  services: Services,
  connection: Connection,
  headers: IncomingHttpHeaders,
  raw: Buffer,
  options?: TakeOptions,
): Promise<void> {
  requireSignature(connection, headers, raw);
  try {
    const { readable } = await takeMail(services, connection, raw, options);
    if (!readable) throw unreadable();
  } catch (error) {
    if (!(error instanceof WorkStopped)) throw error;
    services.log.error({ err: error, companyId: connection.companyId }, 'a mail can not be read');
    const detail = 'A mail that was handed over could not be read and was refused.';
    const trouble = { ...connection, code: 'mail_unreadable', detail };
    await withCompany(services.db, connection.companyId, (trx) => noteTrouble(trx, trouble));
    throw unreadable();
  }
}

function unreadable(): RuleError {
  return new RuleError(422, 'mail_unreadable', words.mailUnreadable);
}

function readIds({ config }: Services, token = '') {
  const ids = readWebhookToken(config, token);
  if (!ids) throw notFound('address');
  return ids;
}

async function requireConnection(services: Services, token: string): Promise<Connection> {
  const { companyId, connectionId } = readIds(services, token);
  const connection = await withCompany(services.db, companyId, (trx) =>
    findConnection(trx, services, { companyId, connectionId, channel: 'email' }),
  );
  if (!connection) throw notFound('address');
  return connection;
}

function requireSignature({ connected }: Connection, headers: IncomingHttpHeaders, body: Buffer): void {
  const { webhookSecret } = connected.values as MailValues;
  if (webhookSecret === '') throw forbidden(words.noWebhook);
  const timestamp = String(headers['x-parley-timestamp'] ?? '');
  const signature = String(headers['x-parley-signature'] ?? '');
  const age = Math.abs(Date.now() - Number(timestamp) * 1000);
  if (!/^\d{9,11}$/.test(timestamp) || age > toleranceMs) throw new RuleError(403, 'wrong_time', words.wrongTime);
  if (!constantTimeEqual(mailSignature(webhookSecret, timestamp, body), signature))
    throw forbidden(words.wrongMailSignature);
}
