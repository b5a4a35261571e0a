import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiCaller } from '#accounts/api-keys.ts';
import { createApplications } from '#candidates/intake.ts';
import type { Taken } from '#candidates/intake-batch.ts';
import type { NewPerson, PersonField } from '#candidates/intake-person.ts';
import { notFound, RuleError } from '#platform/errors.ts';
import { forPrograms, type Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { largestResume, tooLarge, withResume } from '../resumes.ts';
import { refuseFields, textField, type Upload, withForm } from '../upload.ts';
import { unfold } from './bodies.ts';
import { authenticate, hasCredentials } from './credentials.ts';

type Fields = Record<string, unknown>;

/** `POST …/campaign_invitations`: answers 201 once the application and its invitation are committed. */
export async function createInvitation(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  reply.header('x-content-type-options', 'nosniff');
  if (!request.isMultipart()) {
    const body = (request.body ?? {}) as Fields;
    return create(services, request, reply, await authenticate(services, request, reply, body), body, null);
  }
  let caller: ApiCaller | undefined;
  const sender = {
    isNamed: (fields: Fields) => hasCredentials(request, fields),
    async check(fields: Fields) {
      caller ??= await authenticate(services, request, reply, fields);
    },
  };
  const form = { fileField: 'campaign_invitation[temporary_cv]', maxBytes: largestResume, tooLarge, sender };
  return withForm(request, form, ({ fields, file }) =>
    create(services, request, reply, caller as ApiCaller, fields, file),
  );
}

async function create(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { companyId }: ApiCaller,
  body: Fields,
  file: Upload | null,
): Promise<unknown> {
  const campaignId = readCampaignId((request.params as { campaignId: string }).campaignId);
  const person = readInvitation({ ...(request.query as Fields), ...body }, file);
  person.idempotencyKey = readIdempotencyKey(request, person, file);
  const options = { source: 'Public API', actor: { kind: 'api' } } as const;
  const [taken] = await withResume(services, companyId, file, (resume) =>
    createApplications(services, companyId, campaignId, [{ ...person, resume }], options),
  );
  return answer(reply, campaignId, taken as Taken);
}

function answer(reply: FastifyReply, campaignId: number, taken: Taken): unknown {
  if (taken.outcome === 'refused') throw refusal(taken);
  if (taken.outcome === 'repeated') reply.header('idempotent-replayed', 'true');
  reply.code(201);
  const duplicate = taken.outcome === 'exists' || taken.duplicate;
  return {
    id: taken.applicationId,
    candidate_id: taken.candidateId,
    campaign_id: campaignId,
    state: 'inbox',
    duplicate,
  };
}

const names: Record<PersonField, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'user_phone_number',
  country: 'user_phone_number',
  source: 'source',
  others: 'others',
};

function refusal({ code, reason, fields }: Extract<Taken, { outcome: 'refused' }>): RuleError {
  if (code === 'not_found') return notFound('campaign');
  if (code === 'campaign_archived') return new RuleError(409, code, reason);
  const entries = Object.entries(fields ?? {}).map(([name, message]) => [names[name as PersonField] ?? name, message]);
  return new RuleError(422, code, reason, entries.length > 0 ? Object.fromEntries(entries) : undefined);
}

function readCampaignId(text: string): number {
  const id = /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : 0;
  if (!id || !Number.isSafeInteger(id)) throw notFound('campaign');
  return id;
}

const example = 'campaign_invitation[first_name]';

function readInvitation(given: Fields, file: Upload | null): NewPerson {
  const fields = unfold(given);
  const invitation = fields.campaign_invitation;
  if (invitation === undefined || invitation === null) {
    const rest = Object.keys(fields).filter((name) => name !== 'api_key' && name !== 'api_secret');
    if (rest.length === 0 && !file)
      throw new RuleError(
        400,
        'empty_body',
        forPrograms(`The request holds nothing about a candidate; send fields such as ${example}.`),
      );
    throw new RuleError(
      422,
      'invitation_missing',
      forPrograms(`There is no campaign_invitation; the candidate's fields belong into it, as in ${example}.`),
    );
  }
  if (typeof invitation !== 'object' || Array.isArray(invitation))
    throw new RuleError(
      422,
      'invitation_missing',
      forPrograms(`campaign_invitation must hold the candidate's fields, as in ${example}.`),
    );
  return readPersonFields(invitation as Fields);
}

function readPersonFields(invitation: Fields): NewPerson {
  const problems: Record<string, Words> = {};
  const text = (name: string) => textField(invitation, name, problems);
  const person = {
    firstName: text('first_name'),
    lastName: text('last_name'),
    email: text('email'),
    phone: text('user_phone_number'),
    source: text('source'),
    others: readOthers(invitation.others, problems),
  };
  if (invitation.temporary_cv !== undefined && invitation.temporary_cv !== null && invitation.temporary_cv !== '')
    problems.temporary_cv = forPrograms('temporary_cv must be a file, sent as a part of multipart/form-data.');
  refuseFields(problems);
  if (!person.firstName.trim())
    throw new RuleError(422, 'name_missing', forPrograms('first_name is missing; every candidate needs one.'), {
      first_name: forPrograms('is missing'),
    });
  if (invitation.last_name === undefined || invitation.last_name === null)
    throw new RuleError(
      422,
      'name_missing',
      forPrograms('last_name is missing; send it empty for people who have one name.'),
      {
        last_name: forPrograms('is missing'),
      },
    );
  return person;
}

function readOthers(value: unknown, problems: Record<string, Words>): Record<string, unknown> {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  problems.others = forPrograms('others must hold named details, as in campaign_invitation[others][position].');
  return {};
}

function readIdempotencyKey(
  request: FastifyRequest,
  person: NewPerson,
  file: Upload | null,
): NewPerson['idempotencyKey'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new RuleError(
      400,
      'invalid_idempotency_key',
      forPrograms('The Idempotency-Key must have 1 to 200 characters of ASCII without spaces.'),
    );
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([person, file?.sha256 ?? null]))
    .digest('base64url');
  return { key, fingerprint };
}
