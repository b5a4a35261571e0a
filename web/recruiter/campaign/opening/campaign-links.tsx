import { Anchor, Code, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useSession } from '../../session.ts';
import type { Opening } from './queries.ts';

/** By which addresses people come straight to this campaign, to be copied. */
export function CampaignLinks({ opening }: { opening: Opening }) {
  const { t } = useTranslation('campaign');
  const { links, keyword } = opening;
  const word = keyword?.toUpperCase();
  const sms = links.sms && word ? { keyword: word, number: links.sms.number ?? '' } : null;
  return (
    <Stack gap="md" mt="xl">
      <div>
        <Title order={3}>{t('opening.links')}</Title>
        <Text c="dimmed" size="sm">
          {t('opening.linksText')}
        </Text>
      </div>
      <Way name={t('opening.ways.messenger')} value={links.messenger} />
      <Way name={t('opening.ways.whatsapp')} value={links.whatsapp} />
      <Way
        name={t('opening.ways.sms')}
        value={sms && t(sms.number ? 'opening.textTo' : 'opening.textToAny', sms)}
        missing={links.sms ? t('opening.noKeyword') : undefined}
      />
      <Way name={t('opening.ways.page')} value={links.page} hint={t('opening.pageHint')} />
    </Stack>
  );
}

interface WayProps {
  name: string;
  value: string | null;
  hint?: string;
  /** Why there is none; else the channel is not connected. */
  missing?: string | undefined;
}

function Way({ name, value, hint, missing }: WayProps) {
  return (
    <Stack gap={2}>
      <Text fw={500} size="sm">
        {name}
      </Text>
      {value ? (
        <Group gap={4} wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
          <CopyButton value={value} what={name} />
        </Group>
      ) : missing ? (
        <Text c="dimmed" size="sm">
          {missing}
        </Text>
      ) : (
        <NotConnected />
      )}
      {hint && (
        <Text c="dimmed" size="xs">
          {hint}
        </Text>
      )}
    </Stack>
  );
}

function NotConnected() {
  const { t } = useTranslation('campaign');
  const { role } = useSession().user;
  return (
    <Text c="dimmed" size="sm">
      {t('opening.notConnected')}{' '}
      {role === 'owner' ? (
        <Anchor renderRoot={(props) => <Link to="/settings" search={{ section: 'channels' }} {...props} />}>
          {t('opening.connect')}
        </Anchor>
      ) : (
        t('opening.askOwner')
      )}
    </Text>
  );
}
