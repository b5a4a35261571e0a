import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { presentAttachment } from '../attachments.ts';
import { openAsCandidate, playTrouble, readAsCandidate, writeAsCandidate } from './acting.ts';
import { letDayPass } from './days.ts';
import { sandboxFileRoutes } from './file-routes.ts';
import { sandboxLetterRoutes } from './letter-routes.ts';
import { findSandboxMessages } from './messages.ts';
import { playOutage } from './outages.ts';
import { showPhone } from './phone.ts';
import { listPhones } from './phones.ts';
import * as schema from './schema.ts';
import { words } from './words.ts';

const tags = ['sandbox'];
const config = { access: 'owner' as const };

/** The candidate's phone and mailbox and invitations of colleagues, for an owner who tries things out. The HTML is what was written: show it in a sandboxed frame. */
export function sandboxRoutes(app: App, services: Services): void {
  const { db, config: settings } = services;
  sandboxFileRoutes(app, services);
  sandboxLetterRoutes(app, services);

  app.get(
    '/api/sandbox/messages',
    {
      config,
      schema: {
        tags,
        summary: 'What the sandbox received, oldest first',
        querystring: schema.receivedQuery,
        response: { 200: z.array(schema.receivedMessage) },
      },
    },
    async (request) => {
      const { companyId } = request.session;
      const messages = await withCompany(db, companyId, (trx) =>
        findSandboxMessages(trx, { companyId, ...request.query, limit: 200 }),
      );
      return messages.map(({ attachments, ...message }) => ({
        ...message,
        attachments: attachments.map((attachment) => presentAttachment(attachment, settings)),
      }));
    },
  );

  app.get(
    '/api/sandbox/phones',
    {
      config,
      schema: {
        tags,
        summary: 'Candidates’ phones and mailboxes, by their newest message',
        querystring: schema.phonesQuery,
        response: { 200: z.array(schema.phoneEntry) },
      },
    },
    ({ session: { companyId }, query }) => withCompany(db, companyId, (trx) => listPhones(trx, companyId, query.to)),
  );

  app.get(
    '/api/sandbox/phone',
    {
      config,
      schema: {
        tags,
        summary: 'What a phone shows on one of its channels; also one that nobody has used yet',
        querystring: schema.phoneQuery,
        response: { 200: schema.shownPhone },
      },
    },
    ({ session: { companyId }, query }) =>
      withCompany(db, companyId, (trx) => showPhone(trx, services, companyId, query)),
  );

  app.post(
    '/api/sandbox/phone/messages',
    {
      config,
      schema: {
        tags,
        summary: 'Write, tap or come by a link as the candidate',
        body: schema.writing,
        response: { 201: schema.written },
      },
    },
    async ({ session: { companyId }, body: { text, tap, opening, ...on } }, reply) => {
      const said = [text !== undefined && { text }, tap && { tap }].filter((one) => !!one);
      if (said.length + (opening ? 1 : 0) !== 1) throw invalidField('text', words.oneThing);
      const [one] = said;
      const id = one
        ? await writeAsCandidate(services, companyId, on, one)
        : await openAsCandidate(services, companyId, on, opening?.ref ?? null);
      return reply.code(201).send({ id });
    },
  );

  app.put(
    '/api/sandbox/phone/reading',
    {
      config,
      schema: {
        tags,
        summary: 'Look at the phone: what has arrived is delivered, and read where the channel tells of that',
        body: schema.reading,
        response: { 204: z.null() },
      },
    },
    async ({ session, body }, reply) => {
      await readAsCandidate(services, session.companyId, body);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/sandbox/phone/trouble',
    {
      config,
      schema: {
        tags,
        summary: 'Let the provider refuse the next message, or lose it on the way',
        body: schema.nextTrouble,
        response: { 204: z.null() },
      },
    },
    async ({ session, body: { trouble, ...on } }, reply) => {
      await playTrouble(services, session.companyId, on, trouble);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/sandbox/phone/days',
    {
      config,
      schema: {
        tags,
        summary: 'Let a day pass since what was said on this channel',
        body: schema.account,
        response: { 204: z.null() },
      },
    },
    async ({ session, body }, reply) => {
      await letDayPass(services, session.companyId, body);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/sandbox/outage',
    {
      config,
      schema: {
        tags,
        summary: 'Let the provider of a channel fail for ten minutes, or no more',
        body: schema.nextOutage,
        response: { 204: z.null() },
      },
    },
    async ({ session, body: { channel, outage } }, reply) => {
      await playOutage(services, session.companyId, channel, outage);
      return reply.code(204).send(null);
    },
  );
}
