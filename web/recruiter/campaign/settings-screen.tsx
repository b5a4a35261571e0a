import { Alert, Anchor, Button } from '@mantine/core';
import {
  IconAdjustments,
  IconAlertTriangle,
  IconArchive,
  IconArrowLeft,
  IconBrandMessenger,
  IconMail,
  IconMessages,
  IconSpeakerphone,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { Screen } from '../frame/screen.tsx';
import { usePaletteActions } from '../palette/actions.ts';
import { BasicSection } from './basic-section.tsx';
import { DangerSection } from './danger-section.tsx';
import { InterviewSection } from './interview/interview-section.tsx';
import { MessagesSection } from './messages/messages-section.tsx';
import { AdSection } from './opening/ad-section.tsx';
import { OpeningSection } from './opening/opening-section.tsx';
import { PermissionsSection } from './permissions-section.tsx';
import { type CampaignDetails, campaignQuery } from './queries.ts';
import { type SettingsSection, settingsSections } from './route.ts';
import classes from './settings-screen.module.css';

const route = getRouteApi('/frame/campaigns/$campaignId/settings/$section');

const icons = {
  basic: IconAdjustments,
  permissions: IconUsersGroup,
  messages: IconMail,
  interview: IconMessages,
  opening: IconBrandMessenger,
  ad: IconSpeakerphone,
  danger: IconAlertTriangle,
} as const;

const screens: Record<SettingsSection, (props: { campaign: CampaignDetails }) => React.ReactNode> = {
  basic: BasicSection,
  permissions: PermissionsSection,
  messages: MessagesSection,
  interview: InterviewSection,
  opening: OpeningSection,
  ad: AdSection,
  danger: DangerSection,
};

/** The settings of one campaign: sections at the side, the chosen one beside them. */
export function SettingsScreen() {
  const { campaignId, section } = route.useParams();
  const query = useQuery(campaignQuery(campaignId));
  return (
    <Screen>
      {query.data ? (
        <Settings key={campaignId} campaign={query.data} section={section} />
      ) : query.isError ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Screen>
  );
}

function Settings({ campaign, section }: { campaign: CampaignDetails; section: SettingsSection }) {
  const { t } = useTranslation('campaign');
  const Section = screens[section];
  useSectionActions(campaign);
  // On a phone the sections are a row that scrolls; the chosen one may lie outside it.
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [section]);
  return (
    <>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />} className={classes.back} size="xs">
        <IconArrowLeft size={13} aria-hidden />
        {t('backHome')}
      </Anchor>
      <PageHeader title={t('title', { title: campaign.title })} actions={<Ways campaign={campaign} />} />
      {campaign.archivedAt && (
        <Alert color="amber" icon={<IconArchive aria-hidden />} mb="md">
          {t('archived')}
        </Alert>
      )}
      <div className={classes.layout}>
        <nav ref={nav} className={classes.nav} aria-label={t('nav')}>
          {settingsSections.map((name) => {
            const Icon = icons[name];
            return (
              <Link
                key={name}
                to="/campaigns/$campaignId/settings/$section"
                params={{ campaignId: campaign.id, section: name }}
                className={classes.entry}
              >
                <Icon size={17} stroke={1.7} aria-hidden />
                {t(`sections.${name}`)}
              </Link>
            );
          })}
        </nav>
        <div className={classes.section}>
          <Section key={section} campaign={campaign} />
        </div>
      </div>
    </>
  );
}

function Ways({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  return (
    <>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/leads" search={{ campaign: [campaign.id] }} {...props} />}
      >
        {t('openLeads')}
      </Button>
      {!campaign.archivedAt && (
        <Button
          variant="default"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to="/campaigns/$campaignId/add/$tab"
              params={{ campaignId: campaign.id, tab: 'by-hand' }}
              {...props}
            />
          )}
        >
          {t('addCandidates')}
        </Button>
      )}
    </>
  );
}

function useSectionActions(campaign: CampaignDetails): void {
  const { t } = useTranslation('campaign');
  const navigate = route.useNavigate();
  const sections = settingsSections.map((name) => ({
    id: `section-${name}`,
    label: t(`sections.${name}`),
    group: t('title', { title: campaign.title }),
    run: () =>
      void navigate({
        to: '/campaigns/$campaignId/settings/$section',
        params: { campaignId: campaign.id, section: name },
      }),
  }));
  usePaletteActions(sections);
}
