import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { toast } from '../../../ui/toast.tsx';
import { keepLetter, savedLettersKey, type Written } from './queries.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  written: Written;
}

/** Asks for the name under which the mail is kept for the company. */
export function SaveTemplateDialog({ opened, onClose, written }: Props) {
  const { t } = useTranslation('letters');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('saveAs')} size="sm">
      <Form written={written} onClose={onClose} />
    </Dialog>
  );
}

function Form({ written, onClose }: Pick<Props, 'written' | 'onClose'>) {
  const { t } = useTranslation('letters');
  const { t: ui } = useTranslation('ui');
  const reason = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () => keepLetter(name.trim(), written),
    onSuccess: async () => {
      onClose();
      toast.success(t('kept', { name: name.trim() }));
      await queryClient.invalidateQueries({ queryKey: savedLettersKey });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (name.trim()) keep.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t('saveAsText')}</Text>
        <TextInput
          label={t('name')}
          value={name}
          maxLength={80}
          data-autofocus
          onChange={(event) => {
            keep.reset();
            setName(event.currentTarget.value);
          }}
          error={keep.error ? reason(keep.error) : undefined}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={keep.isPending} disabled={!name.trim()}>
            {t('keep')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
