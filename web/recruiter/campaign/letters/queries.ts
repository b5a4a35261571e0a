import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import type { Template } from '../queries.ts';

export const savedLettersKey = ['mail-templates'] as const;

export const savedLettersQuery = queryOptions({
  queryKey: savedLettersKey,
  queryFn: ({ signal }) => unwrap(api.GET('/api/mail-templates', { signal })),
});

export type SavedLetter = Awaited<ReturnType<NonNullable<typeof savedLettersQuery.queryFn>>>[number];
export type Written = Pick<Template, 'subject' | 'body' | 'document'>;

/** The mail with which a new campaign in this language begins. */
export async function predefinedLetter(campaignId: number, event: Template['event']): Promise<Written> {
  const texts = await unwrap(
    api.GET('/api/campaigns/{campaignId}/templates/predefined', { params: { path: { campaignId } } }),
  );
  const letter = texts.find((one) => one.event === event && one.channel === 'email');
  if (!letter) throw new ApiError(404, 'not_found', '');
  return { subject: letter.subject, body: '', document: letter.document };
}

export function keepLetter(name: string, { subject, body, document }: Written) {
  // Of blocks the server makes the HTML itself.
  return unwrap(api.POST('/api/mail-templates', { body: { name, subject, body: document ? '' : body, document } }));
}
