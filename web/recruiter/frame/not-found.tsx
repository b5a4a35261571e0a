import { Button } from '@mantine/core';
import { IconCompassOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useDocumentTitle } from '../../ui/page-header.tsx';

export function NotFound() {
  const { t } = useTranslation('frame');
  useDocumentTitle(t('notFound.title'));
  return (
    <EmptyState
      icon={<IconCompassOff aria-hidden />}
      title={t('notFound.title')}
      order={1}
      text={t('notFound.text')}
      action={
        <Button variant="default" component={Link} to="/">
          {t('notFound.action')}
        </Button>
      }
    />
  );
}
