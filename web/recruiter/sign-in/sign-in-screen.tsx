import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { PasswordField, useChecks } from './fields.tsx';
import { signInRoute } from './route.ts';
import { setupQuery } from './setup-query.ts';
import { FormFailure, SignInLayout } from './sign-in-layout.tsx';
import { useEnter } from './use-enter.ts';

export function SignInScreen() {
  const { t } = useTranslation('signIn');
  const { next, changed } = signInRoute.useSearch();
  const enter = useEnter();
  const router = useRouter();
  const checks = useChecks();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: checks.email, password: checks.required },
  });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.POST('/api/auth/sign-in', { body })),
    onSuccess: async () => {
      await enter();
      router.history.push(next ?? '/');
    },
    onError: () => form.setFieldValue('password', ''),
  });
  const { data: setup } = useQuery(setupQuery);
  if (setup?.needed) return <Navigate to="/setup" replace />;

  return (
    <SignInLayout title={t('enter.title')} subtitle={t('enter.subtitle')}>
      <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          {changed && !signIn.error && (
            <Alert color="green" role="status">
              {t('enter.passwordChanged')}
            </Alert>
          )}
          <FormFailure error={signIn.error} />
          <TextInput
            size="md"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            label={t('email')}
            {...form.getInputProps('email')}
          />
          <PasswordField
            name="password"
            autoComplete="current-password"
            label={t('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
            {t('enter.submit')}
          </Button>
          <Anchor component={Link} to="/forgot-password" size="sm" ta="center" py={4}>
            {t('enter.forgot')}
          </Anchor>
        </Stack>
      </form>
    </SignInLayout>
  );
}
