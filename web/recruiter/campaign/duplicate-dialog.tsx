import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toast.tsx';

interface Props {
  campaign: { id: number; title: string };
  opened: boolean;
  onClose: () => void;
}

/** Asks for the title of the copy, and leads to its settings. */
export function DuplicateDialog({ campaign, opened, onClose }: Props) {
  const { t } = useTranslation('home');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('duplicate.title', { title: campaign.title })}>
      <DuplicateForm campaign={campaign} onClose={onClose} />
    </Dialog>
  );
}

function DuplicateForm({ campaign, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation('home');
  const { t: ui } = useTranslation('ui');
  const reason = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(() => t('duplicate.copyOf', { title: campaign.title }).slice(0, 200));
  const duplicate = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/duplicate', {
          params: { path: { campaignId: campaign.id } },
          body: { title: title.trim() },
        }),
      ),
    onSuccess: (copy) => {
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      toast.success(t('duplicate.done', { title: copy.title }));
      onClose();
      void navigate({
        to: '/campaigns/$campaignId/settings/$section',
        params: { campaignId: copy.id, section: 'basic' },
      });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (title.trim() && !duplicate.isPending) duplicate.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('duplicate.text')}</Text>
        <TextInput
          label={t('duplicate.name')}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={duplicate.error ? reason(duplicate.error) : undefined}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={duplicate.isPending} disabled={!title.trim()}>
            {t('duplicate.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
