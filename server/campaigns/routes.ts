import { z } from 'zod';
import type { InterviewDefinition } from '#interviews/definition.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { audioUrls } from './audio.ts';
import { audioRoutes } from './audio-routes.ts';
import {
  campaignLosses,
  changeCampaign,
  createCampaign,
  duplicateCampaign,
  hintCampaigns,
  listCampaigns,
  readCampaign,
  setArchived,
} from './campaigns.ts';
import { deleteCampaign } from './deletion.ts';
import { interviewWarning } from './interview.ts';
import * as schema from './schema.ts';
import { settingsRoutes } from './settings-routes.ts';

const tags = ['campaigns'];
const config = { access: 'manager' as const };
const params = schema.campaignParams;

export function campaignRoutes(app: App, services: Services): void {
  const read = <T>(session: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(services.db, session.companyId, work);
  const write = <T>(session: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(services.db, session.companyId, async (trx) => {
      const result = await work(trx);
      hintCampaigns(trx, services.hints, session.companyId);
      return result;
    });
  const details = async (trx: Trx, session: Session, campaignId: number) => {
    const campaign = await readCampaign(trx, session, campaignId);
    const { definition, version } = campaign.interview;
    return {
      ...campaign,
      templates: campaign.templates as schema.Template[],
      interview: {
        version,
        definition,
        warning: interviewWarning(definition),
        audioUrls: audioUrls(services.config, definition as InterviewDefinition),
      },
    };
  };

  app.get(
    '/api/campaigns',
    {
      config,
      schema: {
        tags,
        summary: 'The campaigns you reach, with the counts of their folders',
        querystring: z.object({ archived: z.enum(['true', 'false']).default('false') }),
        response: { 200: z.array(schema.campaign) },
      },
    },
    ({ session, query }) => read(session, (trx) => listCampaigns(trx, session, query.archived === 'true')),
  );

  app.post(
    '/api/campaigns',
    {
      config,
      schema: { tags, summary: 'New campaign', body: schema.newCampaign, response: { 201: schema.campaignDetails } },
    },
    async ({ session, body }, reply) => {
      const made = await write(session, async (trx) =>
        details(trx, session, await createCampaign(trx, session.companyId, session.userId, body)),
      );
      return reply.code(201).send(made);
    },
  );

  app.get(
    '/api/campaigns/:campaignId',
    {
      config,
      schema: {
        tags,
        summary: 'A campaign with its interview, texts and members',
        params,
        response: { 200: schema.campaignDetails },
      },
    },
    ({ session, params }) => read(session, (trx) => details(trx, session, params.campaignId)),
  );

  app.patch(
    '/api/campaigns/:campaignId',
    {
      config,
      schema: {
        tags,
        summary: 'Change title, country or language',
        params,
        body: schema.campaignChange,
        response: { 200: schema.campaignDetails },
      },
    },
    ({ session, params, body }) =>
      write(session, async (trx) => {
        await changeCampaign(trx, session, params.campaignId, body);
        return details(trx, session, params.campaignId);
      }),
  );

  app.post(
    '/api/campaigns/:campaignId/duplicate',
    {
      config,
      schema: {
        tags,
        summary: 'A copy without candidates',
        params,
        body: schema.duplicateBody,
        response: { 201: schema.campaignDetails },
      },
    },
    async ({ session, params, body }, reply) => {
      const copy = await write(session, async (trx) =>
        details(trx, session, await duplicateCampaign(trx, session, params.campaignId, body.title)),
      );
      return reply.code(201).send(copy);
    },
  );

  for (const [method, archived] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const)
    app.route({
      method,
      url: '/api/campaigns/:campaignId/archive',
      config,
      schema: {
        tags,
        summary: archived ? 'Put the campaign away' : 'Take the campaign back into use',
        params,
        response: { 204: z.null() },
      },
      handler: async (request, reply) => {
        const { campaignId } = params.parse(request.params);
        await write(request.session, (trx) => setArchived(trx, request.session, campaignId, archived));
        return reply.code(204).send(null);
      },
    });

  app.get(
    '/api/campaigns/:campaignId/deletion',
    {
      config,
      schema: { tags, summary: 'What would be lost with the campaign', params, response: { 200: schema.losses } },
    },
    ({ session, params }) => read(session, (trx) => campaignLosses(trx, session, params.campaignId)),
  );

  app.delete(
    '/api/campaigns/:campaignId',
    {
      config,
      schema: {
        tags,
        summary: 'Delete the campaign and its applications',
        params,
        body: schema.deleteBody,
        response: { 204: z.null() },
      },
    },
    async ({ session, params, body }, reply) => {
      await write(session, (trx) => deleteCampaign(trx, services, session, params.campaignId, body.title));
      return reply.code(204).send(null);
    },
  );

  settingsRoutes(app, services, read, write, details);
  audioRoutes(app, services);
}
