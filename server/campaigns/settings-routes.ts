import { z } from 'zod';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { saveInterview } from './interview.ts';
import { listMembers, setMembers } from './members.ts';
import { predefinedOf, previewTemplate, saveTemplates, sendTestMail } from './messages.ts';
import * as schema from './schema.ts';

const tags = ['campaigns'];
const config = { access: 'manager' as const };
const params = schema.campaignParams;

export type Unit = <T>(session: Session, work: (trx: Trx) => Promise<T>) => Promise<T>;
type Details = (trx: Trx, session: Session, campaignId: number) => Promise<z.infer<typeof schema.campaignDetails>>;

/** What stands behind the sections of a campaign's settings. */
export function settingsRoutes(app: App, services: Services, read: Unit, write: Unit, details: Details): void {
  app.put(
    '/api/campaigns/:campaignId/interview',
    {
      config,
      schema: {
        tags,
        summary: 'Save the interview as a new version',
        params,
        body: z.object({ version: z.number().int().positive(), definition: z.record(z.string(), z.unknown()) }),
        response: { 200: schema.campaignDetails },
      },
    },
    ({ session, params, body }) =>
      write(session, async (trx) => {
        await saveInterview(trx, services, session, params.campaignId, body.version, body.definition);
        return details(trx, session, params.campaignId);
      }),
  );

  app.put(
    '/api/campaigns/:campaignId/templates',
    {
      config,
      schema: {
        tags,
        summary: 'Save texts that go out by themselves',
        params,
        body: schema.templatesBody,
        response: { 200: schema.campaignDetails },
      },
    },
    ({ session, params, body }) =>
      write(session, async (trx) => {
        await saveTemplates(trx, services, session, params.campaignId, body.templates);
        return details(trx, session, params.campaignId);
      }),
  );

  app.get(
    '/api/campaigns/:campaignId/templates/predefined',
    {
      config,
      schema: {
        tags,
        summary: 'The texts that a new campaign in this language begins with',
        params,
        response: { 200: z.array(schema.template) },
      },
    },
    ({ session, params }) => read(session, (trx) => predefinedOf(trx, session, params.campaignId)),
  );

  app.post(
    '/api/campaigns/:campaignId/templates/preview',
    {
      config,
      schema: {
        tags,
        summary: 'A text with its tokens filled in',
        params,
        body: schema.previewBody,
        response: { 200: schema.preview },
      },
    },
    ({ session, params, body }) =>
      read(session, (trx) => previewTemplate(trx, services, session, params.campaignId, body)),
  );

  app.get(
    '/api/campaigns/:campaignId/members',
    {
      config,
      schema: {
        tags,
        summary: 'The team, who has this campaign, and among whom its new candidates go round',
        params,
        response: { 200: z.array(schema.member) },
      },
    },
    ({ session, params }) => read(session, (trx) => listMembers(trx, session, params.campaignId)),
  );

  app.put(
    '/api/campaigns/:campaignId/members',
    {
      config,
      schema: {
        tags,
        summary: 'Set who has this campaign, and among whom its new candidates go round',
        params,
        body: schema.membersBody,
        response: { 200: z.array(schema.member) },
      },
    },
    ({ session, params, body }) =>
      write(session, async (trx) => {
        await setMembers(trx, session, params.campaignId, body);
        return listMembers(trx, session, params.campaignId);
      }),
  );

  app.post(
    '/api/campaigns/:campaignId/templates/test',
    {
      config: {
        ...config,
        rateLimit: { max: 10, timeWindow: '1 minute', keyGenerator: ({ session }) => session.userId },
      },
      schema: {
        tags,
        summary: 'Send a mail as it stands in the editor to yourself',
        params,
        body: schema.testBody,
        response: { 200: z.object({ to: z.string() }) },
      },
    },
    async ({ session, params, body }) => ({ to: await sendTestMail(services, session, params.campaignId, body) }),
  );
}
