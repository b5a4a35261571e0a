import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { keepAudio, maxAudioBytes } from './audio.ts';
import { requireCampaign } from './policy.ts';
import { audio, campaignParams } from './schema.ts';

/** Sound files for the telephone interview, as the raw body or as a file of a form; the editor then saves their keys. */
export function audioRoutes(app: App, services: Services): void {
  app.register(async (encapsulated) => {
    const scope = encapsulated as unknown as App;
    scope.addContentTypeParser(/^audio\/|^application\/octet-stream/, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.put(
      '/api/campaigns/:campaignId/audio',
      {
        config: { access: 'manager' },
        bodyLimit: maxAudioBytes,
        schema: {
          tags: ['campaigns'],
          summary: 'Upload a .wav or .mp3',
          params: campaignParams,
          response: { 201: audio },
        },
      },
      async (request, reply) => {
        const { session } = request;
        await withCompany(services.db, session.companyId, (trx) =>
          requireCampaign(trx, session, request.params.campaignId),
        );
        const part = request.isMultipart() ? await request.file({ limits: { fileSize: maxAudioBytes } }) : null;
        const file = part ? await part.toBuffer() : request.body;
        if (!Buffer.isBuffer(file)) throw invalidField('file', input.fileNeeded);
        return reply.code(201).send(await keepAudio(services, session.companyId, file));
      },
    );
  });
}
