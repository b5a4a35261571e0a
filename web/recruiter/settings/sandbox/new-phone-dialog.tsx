import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { showFieldErrors } from '../../../ui/form-errors.ts';
import { loadPhone } from './queries.ts';

interface Props {
  onClose: () => void;
  onOpen: (chosen: { phone: string; name: string }) => void;
}

/** Somebody of whom the company has never heard, or a candidate's number. */
export function NewPhoneDialog({ onClose, onOpen }: Props) {
  const { t } = useTranslation('settings');
  const { t: ui } = useTranslation('ui');
  const reason = useErrorText();
  const form = useForm({ initialValues: { phone: '', name: '' } });
  const find = useMutation({
    mutationFn: async ({ phone, name }: typeof form.values) => ({ phone: (await loadPhone(phone)).phone, name }),
    onSuccess: ({ phone, name }) => onOpen({ phone, name: name.trim() }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Dialog opened onClose={onClose} title={t('sandbox.newPhone')}>
      <form noValidate onSubmit={form.onSubmit((values) => find.mutate(values))}>
        <Stack>
          <TextInput
            label={t('sandbox.number')}
            description={t('sandbox.numberHint')}
            maxLength={254}
            data-autofocus
            {...form.getInputProps('phone')}
          />
          <TextInput
            label={t('sandbox.name')}
            description={t('sandbox.nameHint')}
            maxLength={100}
            {...form.getInputProps('name')}
          />
          {find.error && !form.errors.phone && (
            <Text c="var(--mantine-color-error)" role="alert">
              {reason(find.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {ui('cancel')}
            </Button>
            <Button type="submit" loading={find.isPending} disabled={!form.values.phone.trim()}>
              {t('sandbox.open')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
