import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { type Hue, hues, stableHue } from '../../../ui/folders.ts';
import { showFieldErrors } from '../../../ui/form-errors.ts';
import { toast } from '../../../ui/toast.tsx';
import { useLabelName } from '../../leads/label-name.ts';
import { type Label, labelsQuery } from '../../leads/queries.ts';
import { ColorSelect } from './color-select.tsx';

interface Props {
  /** Null: a new one. */
  label: Label | null;
  others: Label[];
  onClose: () => void;
}

type Values = { name: string; color: Hue };

/** Name and colour of a label; of one that Parley puts on the colour alone. */
export function LabelDialog({ label, others, onClose }: Props) {
  const { t } = useTranslation('own');
  const labelName = useLabelName();
  const form = useForm<Values>({
    initialValues: {
      name: label?.name ?? '',
      color: hues.find((hue) => hue === label?.color) ?? stableHue(label ? labelName(label) : ''),
    },
    validate: {
      // The server gives back the one that is there.
      name: (name) => (!label && others.some((other) => isSame(other.name, name)) ? t('labels.taken') : null),
    },
  });
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: async ({ name, color }: Values) => {
      const { id } = label ?? (await unwrap(api.POST('/api/labels', { body: { name } })));
      const body = label && !label.automatic ? { name, color } : { color };
      await unwrap(api.PATCH('/api/labels/{labelId}', { params: { path: { labelId: id } }, body }));
    },
    onSuccess: () => {
      for (const queryKey of [labelsQuery.queryKey, ['applications'], ['application']])
        void queryClient.invalidateQueries({ queryKey });
      onClose();
    },
    onError: (error) => {
      showFieldErrors(form as unknown as Parameters<typeof showFieldErrors>[0], error);
      toast.error(error);
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t(label ? 'labels.change' : 'labels.create')}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          {label?.automatic ? (
            <Text>{t('labels.automaticHint', { name: labelName(label) })}</Text>
          ) : (
            <TextInput label={t('name')} required maxLength={60} data-autofocus {...form.getInputProps('name')} />
          )}
          <ColorSelect hue={form.values.color} {...form.getInputProps('color')} />
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

function isSame(one: string, other: string): boolean {
  return one.toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}
