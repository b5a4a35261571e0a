import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { useChecks } from './fields.tsx';
import { FormFailure, SignInLayout } from './sign-in-layout.tsx';

export function ForgotPasswordScreen() {
  const { t } = useTranslation('signIn');
  const checks = useChecks();
  const form = useForm({ initialValues: { email: '' }, validate: { email: checks.email } });
  const request = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.POST('/api/auth/password-reset-requests', { body })),
  });
  const back = (
    <Anchor component={Link} to="/sign-in">
      {t('backToSignIn')}
    </Anchor>
  );

  if (request.isSuccess) {
    const text = t('forgot.sentText', { email: request.variables.email });
    return <SignInLayout title={t('forgot.sentTitle')} subtitle={text} footer={back} />;
  }
  return (
    <SignInLayout title={t('forgot.title')} subtitle={t('forgot.subtitle')} footer={back}>
      <form noValidate onSubmit={form.onSubmit((values) => request.mutate(values))}>
        <Stack>
          <FormFailure error={request.error} />
          <TextInput
            size="md"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            label={t('email')}
            {...form.getInputProps('email')}
          />
          <Button type="submit" size="md" fullWidth loading={request.isPending}>
            {t('forgot.submit')}
          </Button>
        </Stack>
      </form>
    </SignInLayout>
  );
}
