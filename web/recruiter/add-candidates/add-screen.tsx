import { Alert, Anchor, Tabs, Text } from '@mantine/core';
import { IconArchive, IconArrowLeft, IconCode, IconFileTypeCsv, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { type CampaignDetails, campaignQuery } from '../campaign/queries.ts';
import { Screen } from '../frame/screen.tsx';
import classes from './add-screen.module.css';
import { ApiExamples } from './api-examples.tsx';
import { ByHand } from './by-hand.tsx';
import { CsvImport } from './csv-import.tsx';
import { type AddTab, addTabs } from './route.ts';

const route = getRouteApi('/frame/campaigns/$campaignId/add/$tab');
const names = { 'by-hand': 'byHand', csv: 'csv', api: 'api' } as const;
const icons = { 'by-hand': IconUserPlus, csv: IconFileTypeCsv, api: IconCode } as const;

/** By hand, from a file, or by another program. */
export function AddScreen() {
  const { campaignId } = route.useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  return (
    <Screen>
      {campaign.data ? (
        <Ways key={campaignId} campaign={campaign.data} />
      ) : campaign.isError ? (
        <ErrorNotice error={campaign.error} onRetry={() => void campaign.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Screen>
  );
}

function Ways({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('addCandidates');
  const { t: settings } = useTranslation('campaign');
  const { tab } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />} className={classes.back} size="xs">
        <IconArrowLeft size={13} aria-hidden />
        {settings('backHome')}
      </Anchor>
      <PageHeader title={t('title', { title: campaign.title })} description={<Invitation campaign={campaign} />} />
      {campaign.archivedAt ? (
        <Alert color="amber" icon={<IconArchive aria-hidden />}>
          {t('archived')}
        </Alert>
      ) : (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(value) =>
            value && void navigate({ params: { campaignId: campaign.id, tab: value as AddTab }, search: {} })
          }
        >
          <Tabs.List mb="lg">
            {addTabs.map((name) => {
              const Icon = icons[name];
              return (
                <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
                  {t(`tabs.${names[name]}`)}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          <Tabs.Panel value="by-hand">
            <ByHand campaign={campaign} />
          </Tabs.Panel>
          <Tabs.Panel value="csv">
            <CsvImport campaignId={campaign.id} />
          </Tabs.Panel>
          <Tabs.Panel value="api">
            <ApiExamples campaignId={campaign.id} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

/** Whether those who are added will hear of it. */
function Invitation({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('addCandidates');
  const on = campaign.templates.some(({ event, enabled }) => event === 'invitation' && enabled);
  return (
    <Text component="span" c="dimmed">
      {on ? t('inviteOn') : t('inviteOff')}{' '}
      <Anchor
        renderRoot={(props) => (
          <Link
            to="/campaigns/$campaignId/settings/$section"
            params={{ campaignId: campaign.id, section: 'messages' }}
            {...props}
          />
        )}
        underline="always"
      >
        {t('messages')}
      </Anchor>
    </Text>
  );
}
