import { Button, Fieldset, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { isLanguage, type Language, languages } from '../../i18n/i18n.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { countryOptions, guessCountry, timeZoneIn, timeZoneOptions } from '../../ui/places.ts';
import { PasswordField, shortestPassword, useChecks } from './fields.tsx';
import classes from './setup-form.module.css';
import { FormFailure } from './sign-in-layout.tsx';
import { useEnter } from './use-enter.ts';

export function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation('signIn');
  const form = useSetupForm();
  const enter = useEnter();
  const navigate = useNavigate();
  const setup = useMutation({
    mutationFn: (values: typeof form.values) => unwrap(api.POST('/api/setup', { body: { token, ...values } })),
    onSuccess: async () => {
      await enter();
      await navigate({ to: '/' });
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => setup.mutate(values))}>
      <Stack gap="lg">
        <FormFailure error={setup.error} />
        <CompanyFields form={form} />
        <OwnerFields form={form} />
        <Button type="submit" size="md" fullWidth loading={setup.isPending}>
          {t('setup.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function useSetupForm() {
  const { i18n } = useTranslation();
  const checks = useChecks();
  return useForm({
    initialValues: {
      companyName: '',
      country: guessCountry(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      language: (isLanguage(i18n.language) ? i18n.language : 'en') as Language,
      ownerName: '',
      email: '',
      password: '',
    },
    validate: {
      companyName: checks.required,
      country: checks.required,
      timeZone: checks.required,
      language: checks.required,
      ownerName: checks.required,
      email: checks.email,
      password: checks.newPassword,
    },
  });
}

type SetupFormState = ReturnType<typeof useSetupForm>;

function CompanyFields({ form }: { form: SetupFormState }) {
  const { t, i18n } = useTranslation('signIn');
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const timeZones = useMemo(() => timeZoneOptions(), []);
  const picker = {
    size: 'md',
    searchable: true,
    allowDeselect: false,
    nothingFoundMessage: t('setup.nothingFound'),
  } as const;
  return (
    <Fieldset variant="unstyled" legend={t('setup.company')} classNames={{ legend: classes.legend }}>
      <Stack gap="sm">
        <TextInput
          size="md"
          autoComplete="organization"
          autoFocus
          label={t('setup.companyName')}
          {...form.getInputProps('companyName')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            {...picker}
            label={t('setup.country')}
            data={countries}
            {...form.getInputProps('country')}
            onChange={(country) => {
              form.setFieldValue('country', country ?? '');
              form.setFieldValue('timeZone', (country && timeZoneIn(country, form.values.timeZone)) ?? '');
            }}
          />
          <Select
            {...picker}
            label={t('setup.timeZone')}
            data={timeZones}
            {...form.getInputProps('timeZone')}
            value={form.values.timeZone || null}
          />
        </SimpleGrid>
        <Select
          {...picker}
          searchable={false}
          label={t('setup.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('language')}
        />
      </Stack>
    </Fieldset>
  );
}

function OwnerFields({ form }: { form: SetupFormState }) {
  const { t } = useTranslation('signIn');
  return (
    <Fieldset variant="unstyled" legend={t('setup.owner')} classNames={{ legend: classes.legend }}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput size="md" autoComplete="name" label={t('yourName')} {...form.getInputProps('ownerName')} />
          <TextInput
            size="md"
            type="email"
            autoComplete="username"
            label={t('email')}
            {...form.getInputProps('email')}
          />
        </SimpleGrid>
        <PasswordField
          autoComplete="new-password"
          label={t('password')}
          description={t('passwordHint', { count: shortestPassword })}
          {...form.getInputProps('password')}
        />
      </Stack>
    </Fieldset>
  );
}
