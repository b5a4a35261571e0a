import { Anchor, Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { PasswordField, shortestPassword, useChecks } from './fields.tsx';
import { resetPasswordRoute } from './route.ts';
import { FormFailure, SignInLayout } from './sign-in-layout.tsx';

export function ResetPasswordScreen() {
  const { t } = useTranslation('signIn');
  const { token } = resetPasswordRoute.useSearch();
  const navigate = useNavigate();
  const checks = useChecks();
  const form = useForm({ initialValues: { password: '' }, validate: { password: checks.newPassword } });
  const reset = useMutation({
    mutationFn: ({ password }: typeof form.values) =>
      unwrap(api.POST('/api/auth/password-resets', { body: { token: token ?? '', password } })),
    onSuccess: () => navigate({ to: '/sign-in', search: { changed: true } }),
    onError: (error) => showFieldErrors(form, error),
  });
  const askAgain = (
    <Anchor component={Link} to="/forgot-password">
      {t('reset.askAgain')}
    </Anchor>
  );

  if (!token) return <SignInLayout title={t('reset.title')} subtitle={t('reset.noToken')} footer={askAgain} />;
  return (
    <SignInLayout title={t('reset.title')} subtitle={t('reset.subtitle')} footer={askAgain}>
      <form noValidate onSubmit={form.onSubmit((values) => reset.mutate(values))}>
        <Stack>
          <FormFailure error={reset.error} />
          <PasswordField
            name="password"
            autoComplete="new-password"
            autoFocus
            label={t('newPassword')}
            description={t('passwordHint', { count: shortestPassword })}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" fullWidth loading={reset.isPending}>
            {t('reset.submit')}
          </Button>
        </Stack>
      </form>
    </SignInLayout>
  );
}
