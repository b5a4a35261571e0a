import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import classes from './bulk.module.css';
import { BulkCard } from './bulk-card.tsx';
import { type BulkAction, bulkActionQuery, bulkActionsQuery } from './queries.ts';

/** One's own bulk actions of the last day, to look at what became of them and to undo what can be undone. */
export function PastDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bulk');
  const { data, error, refetch } = useQuery(bulkActionsQuery);
  return (
    <Dialog opened onClose={onClose} title={t('past.title')} size="lg">
      {error && !data ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows count={3} />
      ) : data.length === 0 ? (
        <Text c="dimmed">{t('past.none')}</Text>
      ) : (
        <ul className={classes.cards} aria-label={t('past.title')}>
          {data.map((bulk) => (
            <Past key={bulk.id} listed={bulk} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Past({ listed }: { listed: BulkAction }) {
  const { data: bulk } = useQuery({ ...bulkActionQuery(listed.id), initialData: listed });
  return (
    <li className={classes.card}>
      <BulkCard bulk={bulk} />
    </li>
  );
}
