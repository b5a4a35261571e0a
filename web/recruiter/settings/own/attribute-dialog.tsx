import { Autocomplete, Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { showFieldErrors } from '../../../ui/form-errors.ts';
import { toast } from '../../../ui/toast.tsx';
import { type Attribute, attributesQuery } from '../../attributes/queries.ts';
import { suggestionsQuery } from '../../leads/finding/queries.ts';

const types = ['text', 'number', 'date', 'choice'] as const;

/** Name, type and choices of an attribute; of a new one its key too. */
export function AttributeDialog({ attribute, onClose }: { attribute: Attribute | null; onClose: () => void }) {
  const { t } = useTranslation('own');
  const { data: known } = useQuery({ ...suggestionsQuery, enabled: attribute === null });
  const form = useForm({
    initialValues: {
      name: attribute?.name ?? '',
      key: '',
      type: attribute?.type ?? ('text' as Attribute['type']),
      choices: attribute?.choices ?? [],
    },
  });
  const save = useSave(attribute, form, onClose);
  const { type } = form.values;
  return (
    <Dialog opened onClose={onClose} title={t(attribute ? 'attributes.change' : 'attributes.create')}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label={t('name')} required maxLength={60} data-autofocus {...form.getInputProps('name')} />
          {!attribute && (
            <Autocomplete
              label={t('attributes.key')}
              description={t('attributes.keyHint')}
              placeholder={form.values.name.trim().toLowerCase().replace(/\s+/g, '_')}
              data={known?.details ?? []}
              maxLength={60}
              // It would lie over the type, for whoever only comes by.
              openOnFocus={false}
              {...form.getInputProps('key')}
            />
          )}
          <Select
            label={t('attributes.type')}
            data={types.map((value) => ({ value, label: t(`attributes.types.${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps('type')}
          />
          {type === 'choice' && (
            <TagsInput
              label={t('attributes.choices')}
              description={t('attributes.choicesHint')}
              required
              maxTags={100}
              acceptValueOnBlur
              {...form.getInputProps('choices')}
            />
          )}
          {attribute && type !== attribute.type && <Text size="sm">{t('attributes.typeChanged')}</Text>}
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

type Values = { name: string; key: string; type: Attribute['type']; choices: string[] };

function useSave(attribute: Attribute | null, form: Parameters<typeof showFieldErrors>[0], onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, key, type, choices }: Values): Promise<unknown> => {
      const body = { name, type, choices: type === 'choice' ? choices : [] };
      if (!attribute)
        return unwrap(api.POST('/api/attributes', { body: { ...body, ...(key.trim() && { key: key.trim() }) } }));
      const params = { path: { attributeId: attribute.id } };
      return unwrap(api.PATCH('/api/attributes/{attributeId}', { params, body }));
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: attributesQuery.queryKey });
      onDone();
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
}
