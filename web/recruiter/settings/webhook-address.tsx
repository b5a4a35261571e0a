import { Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';

interface Props {
  kind: string;
  name: string;
  url: string;
  /** What the provider is to tell of. */
  fields: string[];
}

/** Where a provider is to send what comes in, to be copied into its console. */
export function WebhookAddress({ kind, name, url, fields }: Props) {
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
      {fields.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="xs">
            {t('channels.webhookFieldsHint')}
          </Text>
          <Group gap={4} wrap="nowrap" align="flex-start">
            <Group gap={4}>
              {fields.map((field) => (
                <Code key={field} style={{ overflowWrap: 'anywhere' }}>
                  {field}
                </Code>
              ))}
            </Group>
            <CopyButton value={fields.join(', ')} what={t('channels.webhookFields')} />
          </Group>
        </>
      )}
    </Stack>
  );
}
