import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignsQuery } from '../home/queries.ts';
import { usePaletteActions } from '../palette/actions.ts';

/** Every campaign in use by name: its candidates, and its settings. */
export function useCampaignActions(): void {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const campaigns = useQuery(campaignsQuery(false)).data ?? [];
  usePaletteActions(
    campaigns.flatMap(({ id, title }) => [
      {
        id: `campaign-${id}`,
        label: title,
        group: t('palette.campaigns'),
        run: () => void navigate({ to: '/leads', search: { campaign: [id] } }),
      },
      {
        id: `campaign-settings-${id}`,
        label: t('palette.settingsOf', { title }),
        group: t('palette.campaigns'),
        run: () =>
          void navigate({
            to: '/campaigns/$campaignId/settings/$section',
            params: { campaignId: id, section: 'basic' as const },
          }),
      },
    ]),
  );
}
