import { Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';

/** Where a provider is to send what comes in, to be copied into its console. */
export function WebhookAddress({ kind, name, url }: { kind: string; name: string; url: string }) {
  const { t } = useTranslation('settings');
  return (
    <Stack gap={2}>
      <Group gap={4} wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }}>{url}</Code>
        <CopyButton value={url} what={t('channels.webhook')} />
      </Group>
      <Text size="sm" c="dimmed">
        {kind === 'email' ? t('channels.mailWebhookHint') : t('channels.webhookHint', { name })}
      </Text>
    </Stack>
  );
}
