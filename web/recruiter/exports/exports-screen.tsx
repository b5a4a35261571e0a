import { Button, Stack, Switch, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { Screen } from '../frame/screen.tsx';
import { useSession } from '../session.ts';
import { ExportCard } from './export-card.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { exportsQuery, permissionQuery } from './queries.ts';

/** One's own exports of the last days; for an owner also the whole database, and who else may export. */
export function ExportsScreen() {
  const { t } = useTranslation('exports');
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const isOwner = user.role === 'owner';
  return (
    <Screen>
      <PageHeader title={t('title')} />
      <Stack maw="44rem">
        {isOwner && <Permission />}
        {isOwner && (
          <div>
            <Button
              variant="default"
              leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t('everything')}
            </Button>
          </div>
        )}
        <List />
      </Stack>
      {asking && <ExportDialog chosen={{ everything: true }} onClose={() => setAsking(false)} />}
    </Screen>
  );
}

function List() {
  const { t } = useTranslation('exports');
  const { data, error, refetch } = useQuery(exportsQuery);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={3} />;
  if (data.length === 0)
    return (
      <EmptyState
        icon={<IconFileSpreadsheet size={32} aria-hidden />}
        order={2}
        title={t('empty.title')}
        text={t('empty.text')}
      />
    );
  return (
    <>
      <Text c="dimmed">{t('kept')}</Text>
      {data.map((item) => (
        <ExportCard key={item.id} item={item} />
      ))}
    </>
  );
}

function Permission() {
  const { t } = useTranslation('exports');
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(permissionQuery);
  const save = useMutation({
    mutationFn: (managers: boolean) => unwrap(api.PUT('/api/export-permission', { body: { managers } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(permissionQuery.queryKey, saved);
      toast.success(t(saved.managers ? 'permission.on' : 'permission.off'));
    },
    onError: (failure) => toast.error(failure),
  });
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Switch
      label={t('permission.label')}
      description={t('permission.text')}
      checked={save.isPending ? save.variables : (data?.managers ?? true)}
      disabled={!data}
      onChange={({ currentTarget }) => save.mutate(currentTarget.checked)}
    />
  );
}
