import { Button, Card, Group, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { isLanguage, languages } from '../../i18n/i18n.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { timeZoneOptions } from '../../ui/places.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { UnsavedChanges } from '../../ui/unsaved-changes.tsx';
import { Screen } from '../frame/screen.tsx';
import { useSession } from '../session.ts';
import { PasswordField, useChecks } from '../sign-in/fields.tsx';
import { describeDevice } from './device.ts';
import { Photo } from './photo.tsx';
import { useSaveLanguage } from './save-language.ts';

/** One's own name, address, photo, language, time zone, password, and the devices one is signed in on. */
export function AccountScreen() {
  const { t } = useTranslation('settings');
  return (
    <Screen>
      <PageHeader title={t('account.title')} />
      <Stack maw="34rem" gap="xl">
        <Profile />
        <Photo />
        <Away />
        <Password />
        <Sessions />
      </Stack>
    </Screen>
  );
}

function Profile() {
  const { t, i18n } = useTranslation('settings');
  const { user, company } = useSession();
  const timeZones = useMemo(() => timeZoneOptions(), []);
  const saveLanguage = useSaveLanguage();
  const queryClient = useQueryClient();
  const checks = useChecks();
  const form = useForm({
    initialValues: { name: user.name, email: user.email, password: '', timeZone: user.timeZone },
    validate: { name: checks.required, email: checks.email },
  });
  const newAddress = form.values.email !== user.email;
  const save = useMutation({
    mutationFn: ({ name, timeZone, email, password }: typeof form.values) =>
      unwrap(api.PATCH('/api/account', { body: { name, timeZone, ...(newAddress && { email, password }) } })),
    onSuccess: () => {
      form.setFieldValue('password', '');
      form.resetDirty({ ...form.values, password: '' });
      toast.success(t('saved'));
      void queryClient.invalidateQueries({ queryKey: ['session'] });
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedChanges dirty={form.isDirty()} />
      <Stack>
        <Title order={2}>{t('account.profile')}</Title>
        <TextInput label={t('account.name')} maxLength={200} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('account.email')}
          description={t('account.emailHint')}
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        {newAddress && (
          <PasswordField
            size="sm"
            label={t('account.currentPassword')}
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
        )}
        <Select
          label={t('account.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={i18n.language}
          allowDeselect={false}
          onChange={(value) => isLanguage(value) && saveLanguage(value)}
        />
        <Select
          label={t('account.timeZone')}
          description={t('account.timeZoneHint')}
          placeholder={t('account.timeZoneOfCompany', { zone: company.timeZone.replaceAll('_', ' ') })}
          data={timeZones}
          searchable
          clearable
          {...form.getInputProps('timeZone')}
        />
        <Group>
          <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Takes effect at once: who leaves for a holiday has one thing to do. */
function Away() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (away: boolean) => unwrap(api.PATCH('/api/account', { body: { away } })),
    onSuccess: (_, away) => toast.success(t(away ? 'account.awayNow' : 'account.backNow')),
    onError: (error) => toast.error(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['session'] }),
  });
  return (
    <Stack>
      <Title order={2}>{t('account.availability')}</Title>
      <Switch
        checked={save.isPending ? save.variables : user.away}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
        label={t('account.away')}
        description={t('account.awayHint')}
      />
    </Stack>
  );
}

function Password() {
  const { t } = useTranslation('settings');
  const checks = useChecks();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { current: '', new: '' },
    validate: { current: checks.required, new: checks.newPassword },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.PUT('/api/account/password', { body })),
    onSuccess: () => {
      form.reset();
      toast.success(t('account.passwordChanged'));
      void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <Title order={2}>{t('account.password')}</Title>
        <PasswordField
          size="sm"
          label={t('account.currentPassword')}
          autoComplete="current-password"
          {...form.getInputProps('current')}
        />
        <PasswordField
          size="sm"
          label={t('account.newPassword')}
          autoComplete="new-password"
          {...form.getInputProps('new')}
        />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('account.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Sessions() {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => unwrap(api.GET('/api/account/sessions')) });
  const end = useMutation({
    mutationFn: async (sessionId: string | null) => {
      if (sessionId === null) await unwrap(api.DELETE('/api/account/sessions'));
      else await unwrap(api.DELETE('/api/account/sessions/{sessionId}', { params: { path: { sessionId } } }));
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (error) => toast.error(error),
  });
  if (sessions.isError && !sessions.data)
    return <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <Stack>
      <Title order={2}>{t('account.sessions')}</Title>
      {!sessions.data && <SkeletonRows count={2} />}
      {sessions.data?.map((session) => (
        <Card key={session.id} padding="sm">
          <Group justify="space-between">
            <div>
              <Text>
                {describeDevice(session.device) ?? t('account.unknownDevice')}
                {session.current && ` (${t('account.thisDevice')})`}
              </Text>
              <Text size="xs" c="dimmed">
                {session.ipAddress} · <RelativeTime value={session.lastSeenAt} />
              </Text>
            </div>
            {!session.current && (
              <Button size="compact-sm" variant="default" onClick={() => end.mutate(session.id)}>
                {t('account.end')}
              </Button>
            )}
          </Group>
        </Card>
      ))}
      {(sessions.data?.length ?? 0) > 1 && (
        <Group>
          <Button variant="default" onClick={() => end.mutate(null)}>
            {t('account.endOthers')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
