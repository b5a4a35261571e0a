import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import { UnsavedChanges } from '../../../ui/unsaved-changes.tsx';
import { loadSending, type SendingSettings, toBody, toValues } from './form.ts';
import { Hours } from './hours.tsx';
import { Cap, Countries, HelpTexts, Limits } from './limits.tsx';
import classes from './sending.module.css';

const queryKey = ['sending', 'settings'];

/** When, how much and where the company's messages may go; an owner's matter. */
export function Sending() {
  const settings = useQuery({ queryKey, queryFn: loadSending });
  if (settings.isError && !settings.data)
    return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  return settings.data ? <SendingForm settings={settings.data} /> : <SkeletonRows />;
}

function SendingForm({ settings }: { settings: SendingSettings }) {
  const { t } = useTranslation(['sending', 'settings']);
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: toValues(settings) });
  const save = useMutation({
    mutationFn: () => unwrap(api.PUT('/api/sending', { body: toBody(form.values) })),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['sending', 'use'] });
      const values = toValues(saved);
      form.setInitialValues(values);
      form.setValues(values);
      form.resetDirty(values);
      toast.success(t('settings:saved'));
    },
    onError: (error) => {
      const marked = error instanceof ApiError && Object.keys(error.fields).length > 0;
      if (marked) form.setErrors(error.fields);
      toast.error(marked ? t('notSaved') : error);
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate())} noValidate>
      <UnsavedChanges dirty={form.isDirty()} />
      <Stack maw="44rem">
        <Part title={t('hours')} text={t('hoursText')}>
          <Hours form={form} />
        </Part>
        <Part title={t('cap')} text={t('capText', { zone: settings.timeZone.replaceAll('_', ' ') })}>
          <Cap form={form} settings={settings} />
        </Part>
        <Part title={t('limits')} text={t('limitsText')}>
          <Limits form={form} />
        </Part>
        <Part title={t('countries')} text={t('countriesText')}>
          <Countries form={form} settings={settings} />
        </Part>
        <Part title={t('help')} text={t('helpText')}>
          <HelpTexts form={form} settings={settings} />
        </Part>
        <Group className={classes.bar} data-toasts="above">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('settings:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" mb="sm">
        {text}
      </Text>
      {children}
    </Card>
  );
}
