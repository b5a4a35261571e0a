import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { type TokenName, type TokenValues, tokenNames } from '../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';

export function campaignQuery(campaignId: number) {
  return queryOptions({
    queryKey: ['campaign', campaignId],
    queryFn: ({ signal }) => {
      if (campaignId === 0) throw new ApiError(404, 'not_found', '');
      return unwrap(api.GET('/api/campaigns/{campaignId}', { params: { path: { campaignId } }, signal }));
    },
  });
}

export type CampaignDetails = Awaited<ReturnType<NonNullable<ReturnType<typeof campaignQuery>['queryFn']>>>;
export type Template = CampaignDetails['templates'][number];

/** Shows a saved campaign everywhere at once. */
export function useKeepCampaign(): (campaign: CampaignDetails) => void {
  const queryClient = useQueryClient();
  return (campaign) => {
    queryClient.setQueryData(['campaign', campaign.id], campaign);
    void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
  };
}

export function membersQuery(campaignId: number) {
  return queryOptions({
    queryKey: ['campaign', campaignId, 'members'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaignId}/members', { params: { path: { campaignId } }, signal })),
  });
}

export type Member = Awaited<ReturnType<NonNullable<ReturnType<typeof membersQuery>['queryFn']>>>[number];

const everyToken = tokenNames.map((name) => `<%= @${name} %>`).join('\n');

/** What each token is for this candidate, or for a sample one, so that previews follow the typing without a request. */
export function tokenValuesQuery(campaignId: number, applicationId: number | undefined) {
  return queryOptions({
    queryKey: ['campaign', campaignId, 'token-values', applicationId ?? null],
    queryFn: async ({ signal }): Promise<TokenValues> => {
      const { text } = await unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/preview', {
          params: { path: { campaignId } },
          body: { channel: 'sms', subject: '', body: everyToken, ...(applicationId && { applicationId }) },
          signal,
        }),
      );
      const lines = text.split('\n');
      return Object.fromEntries(tokenNames.map((name: TokenName, index) => [name, lines[index] ?? '']));
    },
    placeholderData: (previous) => previous,
  });
}

/** Some candidates of the campaign, to preview a message with. */
export function candidatesQuery(campaignId: number, q: string) {
  return queryOptions({
    queryKey: ['applications', 'preview', campaignId, q],
    queryFn: async ({ signal }) => {
      const query = { campaign: [campaignId], sort: 'active', order: 'desc', limit: 20, ...(q && { q }) } as const;
      return (
        await unwrap(api.GET('/api/applications', { params: { query: { ...query, campaign: [campaignId] } }, signal }))
      ).items;
    },
    placeholderData: (previous) => previous,
  });
}
