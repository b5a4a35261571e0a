import { List, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormats } from '../../ui/formats-context.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';

interface Props {
  campaign: { id: number; title: string };
  opened: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Says what will be lost, and wants the title typed. */
export function DeleteDialog({ campaign, opened, onClose, onDeleted }: Props) {
  const { t } = useTranslation('home');
  const { id, title } = campaign;
  const queryClient = useQueryClient();

  async function remove() {
    await unwrap(
      api.DELETE('/api/campaigns/{campaignId}', {
        params: { path: { campaignId: id } },
        body: { title: title.trim() },
      }),
    );
    toast.success(t('delete.done', { title }));
    onDeleted?.();
    queryClient.removeQueries({ queryKey: ['campaign', id] });
    for (const key of ['campaigns', 'applications', 'folder-counts', 'overview'])
      void queryClient.invalidateQueries({ queryKey: [key] });
  }

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('delete.title', { title })}
      confirmLabel={t('delete.submit')}
      onConfirm={remove}
      typedName={title}
      danger
    >
      <Losses campaignId={id} />
    </ConfirmDialog>
  );
}

function Losses({ campaignId }: { campaignId: number }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const losses = useQuery({
    queryKey: ['campaign', campaignId, 'deletion'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/campaigns/{campaignId}/deletion', { params: { path: { campaignId } }, signal })),
    staleTime: 0,
  });
  if (!losses.data) return <SkeletonRows count={2} />;
  const { applications, imports } = losses.data;
  return (
    <>
      <Text>{t('delete.text')}</Text>
      <List size="sm" my="xs">
        <List.Item>{t('delete.applications', { count: applications, shown: formats.number(applications) })}</List.Item>
        {imports > 0 && (
          <List.Item>{t('delete.imports', { count: imports, shown: formats.number(imports) })}</List.Item>
        )}
        <List.Item>{t('delete.settings')}</List.Item>
      </List>
      <Text c="dimmed">{t('delete.stays')}</Text>
    </>
  );
}
