import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { isLanguage, type Language, languages } from '../../i18n/i18n.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { countryOptions, timeZoneOptions } from '../../ui/places.ts';
import { toast } from '../../ui/toast.tsx';
import { UnsavedChanges } from '../../ui/unsaved-changes.tsx';
import { useSession } from '../session.ts';

/** The company's settings; managers read them. */
export function CompanyForm() {
  const { t, i18n } = useTranslation('settings');
  const { company, user } = useSession();
  const queryClient = useQueryClient();
  const readOnly = user.role !== 'owner';
  const form = useForm({
    initialValues: {
      name: company.name,
      country: company.country,
      timeZone: company.timeZone,
      language: (isLanguage(company.language) ? company.language : 'en') as Language,
    },
  });
  const save = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.PATCH('/api/company', { body })),
    onSuccess: () => {
      form.resetDirty();
      toast.success(t('saved'));
      void queryClient.invalidateQueries({ queryKey: ['session'] });
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const timeZones = useMemo(() => timeZoneOptions(), []);
  const picker = { searchable: true, allowDeselect: false, disabled: readOnly } as const;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedChanges dirty={form.isDirty()} />
      <Stack maw="28rem">
        {readOnly && <Alert color="gray">{t('ownerOnly')}</Alert>}
        <TextInput
          label={t('company.name')}
          description={t('company.nameHint')}
          required
          maxLength={200}
          disabled={readOnly}
          {...form.getInputProps('name')}
        />
        <Select label={t('company.country')} data={countries} {...picker} {...form.getInputProps('country')} />
        <Select
          label={t('company.timeZone')}
          description={t('company.timeZoneHint')}
          data={timeZones}
          {...picker}
          {...form.getInputProps('timeZone')}
        />
        <Select
          label={t('company.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          disabled={readOnly}
          {...form.getInputProps('language')}
        />
        {!readOnly && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
