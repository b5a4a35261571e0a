import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorBody } from '#platform/http/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { addStrictParsers } from './bodies.ts';
import { createInvitation } from './create.ts';

const text = z.string().max(200);

/** What programs outside send; written down for the API's description, read by `create.ts`. */
const requestBody = z.object({
  api_key: z.string().optional().describe('May also come in the query or as the header api-key.'),
  api_secret: z.string().optional().describe('May also come in the query or as the header api-secret.'),
  campaign_invitation: z.object({
    first_name: text,
    last_name: text.describe('Empty for people who have one name.'),
    email: z.string().max(254).optional().describe('This or user_phone_number is needed.'),
    user_phone_number: text.optional().describe('As dialled in the campaign’s country, or with + and the country.'),
    source: text.optional(),
    temporary_cv: z
      .string()
      .optional()
      .describe(
        'In multipart/form-data: a PDF, DOCX, DOC, RTF, ODT or TXT file or a picture (JPEG, PNG, WebP) of up to 10 MB.',
      ),
    others: z.record(z.string(), z.string().max(4000)).optional().describe('Up to 100 further details.'),
  }),
});

const responseBody = z.object({
  id: z.number().describe('The application.'),
  candidate_id: z.number(),
  campaign_id: z.number(),
  state: z.literal('inbox'),
  duplicate: z.boolean().describe('The person was known, by e-mail or phone.'),
});

/** The door for other programs. */
export function publicApiRoutes(app: App, services: Services): void {
  void app.register(async (scope) => {
    addStrictParsers(scope as unknown as FastifyInstance);
    scope.post('/api/talkpush_services/campaigns/:campaignId/campaign_invitations', {
      config: { access: 'api-key' },
      schema: {
        tags: ['Public API'],
        summary: 'Adds a candidate to a campaign and invites them',
        params: z.object({ campaignId: z.string() }),
        headers: z.object({ 'idempotency-key': z.string().optional() }),
        body: requestBody,
        response: { 201: responseBody, '4xx': errorBody },
      },
      // The headers of the pages guard what a browser shows; here nothing is shown, and setting them takes a tenth of the time.
      helmet: false,
      // The body may come in several shapes and has answers of its own for each mistake.
      validatorCompiler: () => (value: unknown) => ({ value }),
      serializerCompiler: () => (value: unknown) => JSON.stringify(value),
      handler: (request, reply) => createInvitation(services, request, reply),
    });
  });
}
