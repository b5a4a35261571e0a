import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { usePersonName } from '../person-name.ts';
import { campaignsQuery, type Profile } from '../queries.ts';

type Props = { profile: Profile; opened: boolean; onClose: () => void };

/** Says what follows, and moves the application to the campaign that is chosen. */
export function TransferDialog({ profile, opened, onClose }: Props) {
  const { t } = useTranslation(['profile', 'leads']);
  const name = usePersonName()(profile);
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(profile.campaignId === null ? 'transfer.addTitle' : 'transfer.title', { name })}
    >
      <Content profile={profile} name={name} onClose={onClose} />
    </Dialog>
  );
}

// A component of its own, so that what was chosen and what was refused is gone when the dialog opens again.
function Content({ profile, name, onClose }: Omit<Props, 'opened'> & { name: string }) {
  const { t } = useTranslation(['profile', 'leads']);
  const queryClient = useQueryClient();
  const { data, error } = useQuery(campaignsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const others = (data ?? []).filter(({ id }) => id !== profile.campaignId);
  const move = useMutation({
    mutationFn: (campaignId: number) =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/campaign', {
          params: { path: { applicationId: profile.id } },
          body: { campaignId },
        }),
      ),
    onSuccess: ({ invitations: count }, campaignId) => {
      const campaign = others.find(({ id }) => id === campaignId)?.title ?? '';
      toast.success(t('transfer.done', { count, name, campaign }));
      onClose();
      for (const queryKey of [['application', profile.id], ['applications'], ['folder-counts'], ['campaigns']])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  return (
    <Stack>
      {error && <ErrorNotice error={error} />}
      {data && others.length === 0 ? (
        <Text c="dimmed">{t('transfer.nowhere')}</Text>
      ) : (
        <Select
          data-autofocus
          searchable
          label={t('transfer.campaign')}
          data={others.map(({ id, title }) => ({ value: String(id), label: title }))}
          value={chosen}
          onChange={(value) => {
            move.reset();
            setChosen(value);
          }}
        />
      )}
      <Text size="sm" c="dimmed">
        {t('transfer.explain')}
      </Text>
      {move.error && <ErrorNotice error={move.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('leads:cancel')}
        </Button>
        <Button disabled={!chosen} loading={move.isPending} onClick={() => move.mutate(Number(chosen))}>
          {t(profile.campaignId === null ? 'transfer.add' : 'transfer.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
