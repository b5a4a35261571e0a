import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { setupRoute } from './route.ts';
import { SetupForm } from './setup-form.tsx';
import { setupQuery } from './setup-query.ts';
import { SignInLayout } from './sign-in-layout.tsx';

/** The first page of a new installation. */
export function SetupScreen() {
  const { t } = useTranslation('signIn');
  const { token } = setupRoute.useSearch();
  const { data, error, refetch } = useQuery(setupQuery);

  if (data && !data.needed) {
    return (
      <SignInLayout title={t('setup.doneTitle')} subtitle={t('setup.doneText')}>
        <Button component={Link} to="/sign-in" size="md" fullWidth>
          {t('enter.submit')}
        </Button>
      </SignInLayout>
    );
  }
  if (data && !token) return <SignInLayout title={t('setup.title')} subtitle={t('setup.noToken')} />;
  return (
    <SignInLayout title={t('setup.title')} subtitle={t('setup.subtitle')} wide>
      {data && token && <SetupForm token={token} />}
      {!data && (error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton height={420} />)}
    </SignInLayout>
  );
}
