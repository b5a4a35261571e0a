import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const templatesQuery = queryOptions({
  queryKey: ['channels', 'templates'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/whatsapp-templates', { signal })),
});

export type Template = Awaited<ReturnType<NonNullable<(typeof templatesQuery)['queryFn']>>>[number];

/** Those that can be sent to this candidate, each with what the campaign puts into its gaps. */
export function templateChoiceQuery(applicationId: number) {
  return queryOptions({
    queryKey: ['application', applicationId, 'templates'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/applications/{applicationId}/template-messages', { params: { path: { applicationId } }, signal }),
      ),
  });
}

export function eventTemplatesQuery(campaignId: number) {
  return queryOptions({
    queryKey: ['campaign', campaignId, 'templates'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaignId}/whatsapp-templates', { params: { path: { campaignId } }, signal })),
  });
}

export type EventTemplate = Awaited<ReturnType<NonNullable<ReturnType<typeof eventTemplatesQuery>['queryFn']>>>[number];
