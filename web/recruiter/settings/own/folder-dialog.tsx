import { Button, Group, MultiSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { type Hue, hues } from '../../../ui/folders.ts';
import { showFieldErrors } from '../../../ui/form-errors.ts';
import { toast } from '../../../ui/toast.tsx';
import { foldersQuery } from '../../folders/queries.ts';
import { campaignsQuery } from '../../leads/queries.ts';
import { ColorSelect } from './color-select.tsx';
import type { OwnFolder } from './folders.tsx';

type Values = { name: string; color: Hue; reach: 'all' | 'some'; campaignIds: string[] };

/** Name, colour and campaigns of a folder. */
export function FolderDialog({ folder, onClose }: { folder: OwnFolder | null; onClose: () => void }) {
  const { t } = useTranslation('own');
  const { data: campaigns = [] } = useQuery(campaignsQuery);
  const form = useForm<Values>({
    initialValues: {
      name: folder?.name ?? '',
      color: hues.find((hue) => hue === folder?.color) ?? 'petrol',
      reach: folder?.campaignIds ? 'some' : 'all',
      campaignIds: (folder?.campaignIds ?? []).map(String),
    },
  });
  const save = useSave(folder, form as unknown as Parameters<typeof showFieldErrors>[0], onClose);
  return (
    <Dialog opened onClose={onClose} title={t(folder ? 'folders.change' : 'folders.create')}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label={t('name')} required maxLength={60} data-autofocus {...form.getInputProps('name')} />
          <ColorSelect hue={form.values.color} {...form.getInputProps('color')} />
          <Stack gap={4}>
            <Text size="sm" fw={500} id="folder-reach">
              {t('folders.campaigns')}
            </Text>
            <SegmentedControl
              aria-labelledby="folder-reach"
              data={[
                { value: 'all', label: t('folders.all') },
                { value: 'some', label: t('folders.some') },
              ]}
              {...form.getInputProps('reach')}
            />
          </Stack>
          {form.values.reach === 'some' && (
            <MultiSelect
              label={t('folders.chosen')}
              required
              data={campaigns.map(({ id, title }) => ({ value: String(id), label: title }))}
              searchable
              {...form.getInputProps('campaignIds')}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useSave(folder: OwnFolder | null, form: Parameters<typeof showFieldErrors>[0], onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, color, reach, campaignIds }: Values): Promise<unknown> => {
      const body = { name, color, campaignIds: reach === 'all' ? null : campaignIds.map(Number) };
      if (!folder) return unwrap(api.POST('/api/folders', { body }));
      return unwrap(api.PATCH('/api/folders/{folderKey}', { params: { path: { folderKey: folder.key } }, body }));
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: foldersQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: ['folder-counts'] });
      onDone();
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
}
