import { z } from 'zod';
import { requireApplication } from '#candidates/applications.ts';
import type { Attachment } from '#channels/channel.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { harmlessHtmlApart } from './harmless-html-apart.ts';
import { readInlinePictures } from './inline-pictures.ts';
import { messageParams } from './schema.ts';

/**
 * A mail as it was written, as a page for a frame. Whatever the cleaning should leave over, and also where somebody opens the
 * address itself, the page may run nothing, load nothing but pictures that were asked for, and knows no session of ours.
 */
export function originalRoutes(app: App, services: Pick<Services, 'db' | 'blobs'>): void {
  app.get(
    '/api/messages/:messageId/original',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['conversations'],
        summary: 'A mail as it was written, made harmless; a page for a frame',
        params: messageParams,
        querystring: z.object({ images: z.literal('shown').optional() }),
      },
    },
    async ({ session, params, query }, reply) => {
      const { html, attachments } = await withCompany(services.db, session.companyId, (trx) =>
        readOriginal(trx, session, params.messageId),
      );
      const inline = await readInlinePictures(services, html, attachments);
      const images = query.images === 'shown';
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy(images),
          'x-frame-options': 'SAMEORIGIN',
          'cache-control': 'private, no-store',
        })
        .send(page(await harmlessHtmlApart(session.companyId, { html, images, inline })));
    },
  );
}

async function readOriginal(trx: Trx, session: Session, messageId: number) {
  const message = await trx
    .selectFrom('messages')
    .select(['application_id', 'html', 'attachments'])
    .where('company_id', '=', session.companyId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!message || message.application_id === null || message.html === null) throw notFound('message');
  await requireApplication(trx, session, message.application_id).catch(() => {
    throw notFound('message');
  });
  return { html: message.html, attachments: message.attachments as Attachment[] };
}

function policy(images: boolean): string {
  return [
    "default-src 'none'",
    `img-src data:${images ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ');
}

/** On white in dark surroundings too: mails are written for it. */
function page(body: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Mail</title>
<style>:root{color-scheme:light}body{margin:0;padding:1rem;background:#fff;color:#1d1d1f;font:0.875rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}pre{white-space:pre-wrap;font:inherit}blockquote{margin:0 0 0 .5rem;padding-left:.75rem;border-left:2px solid #ccc}</style>
</head><body>${body}</body></html>`;
}
