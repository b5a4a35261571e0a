import { Box } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/errors.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';

/** In place of a screen that failed; the frame around it goes on working. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('frame');
  const router = useRouter();
  function retry() {
    reset();
    void router.invalidate();
  }
  return (
    <Box p="lg" maw="40rem" mx="auto">
      <ErrorNotice error={error} title={error instanceof ApiError ? undefined : t('crashed')} onRetry={retry} />
    </Box>
  );
}
