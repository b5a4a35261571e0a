import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';

export function openingQuery(campaignId: number) {
  return queryOptions({
    queryKey: ['campaign', campaignId, 'opening'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaignId}/opening', { params: { path: { campaignId } }, signal })),
  });
}

export type Opening = Awaited<ReturnType<NonNullable<ReturnType<typeof openingQuery>['queryFn']>>>;
