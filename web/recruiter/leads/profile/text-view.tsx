import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import classes from './profile.module.css';

const mostCharacters = 100_000;

/** A plain text file, shown as nothing else than text. */
export function TextView({ url, large }: { url: string; large: boolean }) {
  const { t } = useTranslation('profile');
  const { data, error } = useQuery({
    queryKey: ['text-file', url],
    queryFn: async ({ signal }) => {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(t('resumes.unreadable'));
      return response.text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorNotice error={t('resumes.unreadable')} />;
  if (data === undefined) return <SkeletonRows count={4} />;
  return (
    <div className={classes.paper} data-large={large || undefined} tabIndex={0} role="document">
      <pre className={classes.plainText} dir="auto">
        {data.slice(0, mostCharacters)}
      </pre>
      {data.length > mostCharacters && <Text c="dimmed">{t('resumes.cut')}</Text>}
    </div>
  );
}
