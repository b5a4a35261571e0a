import { ActionIcon, Button, Group, Paper, Progress, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { useFormats } from '../../ui/formats-context.ts';
import { toast } from '../../ui/toast.tsx';
import { type Export, exportsQuery, isUnderWay } from './queries.ts';

/** How far a table is, how it ended, and what can be done about it. */
export function ExportCard({ item }: { item: Export }) {
  const { t } = useTranslation('exports');
  const queryClient = useQueryClient();
  const params = { path: { exportId: item.id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey });
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/api/exports/{exportId}/cancel', { params })),
    onError: (error) => toast.error(error),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/exports/{exportId}', { params })),
    onError: (error) => toast.error(error),
    onSettled: refresh,
  });
  const underWay = isUnderWay(item);
  const removal = t('remove', { name: item.fileName });
  return (
    <Paper withBorder p="sm" role="group" aria-label={item.fileName}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {item.fileName}
        </Text>
        {!underWay && (
          <Tooltip label={removal}>
            <ActionIcon aria-label={removal} loading={remove.isPending} onClick={() => remove.mutate()}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {underWay && (
        <Progress my={6} size="sm" value={shareOf(item)} aria-label={t('progress', { name: item.fileName })} />
      )}
      <Group justify="space-between" gap="xs" mt={4}>
        <State item={item} />
        {underWay && (
          <Button variant="default" size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel')}
          </Button>
        )}
        {item.state === 'finished' && (
          <Button
            component="a"
            href={`/api/exports/${item.id}/file`}
            download
            size="compact-sm"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {t('download')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function State({ item }: { item: Export }) {
  const { t } = useTranslation('exports');
  const formats = useFormats();
  const { state, done, total, size, expiresAt } = item;
  const words = () => {
    switch (state) {
      case 'waiting':
        return t('waiting');
      case 'running':
        return total === null ? t('begun') : t('running', { done: formats.number(done), total: formats.number(total) });
      case 'finished':
        return t('finished', {
          count: done,
          shown: formats.number(done),
          size: formats.fileSize(size ?? 0),
          until: formats.dateTime(expiresAt ?? item.createdAt),
        });
      case 'cancelled':
        return t('cancelled');
      default:
        return item.error ?? t('failed');
    }
  };
  return (
    <Text size="sm" c={state === 'failed' ? 'red' : 'dimmed'} role="status">
      {words()}
    </Text>
  );
}

function shareOf({ done, total }: Export): number {
  return total ? (done / total) * 100 : 0;
}
