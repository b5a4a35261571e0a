import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireCampaign } from '#campaigns/policy.ts';
import { createApplications } from '#candidates/intake.ts';
import type { Taken } from '#candidates/intake-batch.ts';
import type { NewPerson } from '#candidates/intake-person.ts';
import { withCompany } from '#platform/db.ts';
import { conflict, notFound, RuleError } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { largestResume, tooLarge, withResume } from '../resumes.ts';
import { refuseFields, textField, type Upload, withForm } from '../upload.ts';

const params = z.object({ campaignId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const created = z.object({ applicationId: z.number(), candidateId: z.number(), duplicate: z.boolean() });

/** Adding one candidate by hand: JSON, or a multipart form with the résumé in `resume`. */
export function byHandRoutes(app: App, services: Services): void {
  app.post(
    '/api/campaigns/:campaignId/applications',
    { config: { access: 'manager' }, schema: { params, response: { 201: created } } },
    async (request, reply) => {
      const { campaignId } = request.params;
      await withCompany(services.db, request.session.companyId, (trx) =>
        requireCampaign(trx, request.session, campaignId),
      );
      const taken = await readAnd(request, (fields, file) => add(services, request, campaignId, fields, file));
      return reply.code(201).send(taken);
    },
  );
}

function readAnd<T>(
  request: FastifyRequest,
  use: (fields: Record<string, unknown>, file: Upload | null) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) return use((request.body ?? {}) as Record<string, unknown>, null);
  return withForm(request, { fileField: 'resume', maxBytes: largestResume, tooLarge }, ({ fields, file }) =>
    use(fields, file),
  );
}

async function add(
  services: Services,
  request: FastifyRequest,
  campaignId: number,
  fields: Record<string, unknown>,
  file: Upload | null,
) {
  const { companyId, userId } = request.session;
  const person = readFields(fields);
  const options = { source: 'Added by hand', actor: { kind: 'user', userId } } as const;
  const [taken] = await withResume(services, companyId, file, (resume) =>
    createApplications(services, companyId, campaignId, [{ ...person, resume }], options),
  );
  return present(taken as Taken);
}

function readFields(fields: Record<string, unknown>): NewPerson {
  const problems: Record<string, Words> = {};
  const text = (name: string) => textField(fields, name, problems);
  const referee = text('referee').trim();
  const person = {
    firstName: text('firstName'),
    lastName: text('lastName'),
    email: text('email'),
    phone: text('phone'),
    country: text('country'),
    others: referee ? { referee } : {},
  };
  refuseFields(problems);
  return person;
}

function present(taken: Taken) {
  if (taken.outcome === 'refused') {
    if (taken.code === 'not_found') throw notFound('campaign');
    if (taken.code === 'campaign_archived') throw conflict(taken.code, taken.reason);
    throw new RuleError(422, taken.code, taken.reason, taken.fields);
  }
  const duplicate = taken.outcome === 'exists' || taken.duplicate;
  return { applicationId: taken.applicationId, candidateId: taken.candidateId, duplicate };
}
