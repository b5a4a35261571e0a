import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './error-text.ts';

interface Props {
  error: unknown;
  /** Defaults to "This could not be loaded". */
  title?: string;
  onRetry?: () => void;
}

/** Says what failed and why, in place of what should stand there. */
export function ErrorNotice({ error, title, onRetry }: Props) {
  const { t } = useTranslation('ui');
  const text = useErrorText();
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={title ?? t('error.title')}>
      <Group justify="space-between" gap="sm">
        <Text>{text(error)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
