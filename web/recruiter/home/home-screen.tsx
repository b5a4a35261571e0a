import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { Screen } from '../frame/screen.tsx';
import { usePaletteActions } from '../palette/actions.ts';
import { CampaignList } from './campaign-list.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { campaignsQuery } from './queries.ts';

const route = getRouteApi('/frame/');

const NewCampaignDialog = lazy(async () => ({
  default: (await import('./new-campaign-dialog.tsx')).NewCampaignDialog,
}));

/** Two weeks at a glance, and every campaign with what waits in it. */
export function HomeScreen() {
  const { t } = useTranslation('home');
  const { t: frame } = useTranslation('frame');
  const { archived = false, q = '' } = route.useSearch();
  const [creating, setCreating] = useState(false);
  const campaigns = useQuery(campaignsQuery(archived));
  usePaletteActions([
    { id: 'new-campaign', label: t('newCampaign'), group: frame('palette.actions'), run: () => setCreating(true) },
  ]);
  return (
    <Screen>
      <PageHeader
        title={t('title')}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {t('newCampaign')}
          </Button>
        }
      />
      <OverviewPanel />
      {campaigns.isError ? (
        <ErrorNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : campaigns.data ? (
        <CampaignList campaigns={campaigns.data} archived={archived} query={q} onNew={() => setCreating(true)} />
      ) : (
        <SkeletonRows count={5} />
      )}
      <Suspense fallback={null}>{creating && <NewCampaignDialog opened onClose={() => setCreating(false)} />}</Suspense>
    </Screen>
  );
}
