import { Anchor, Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { PasswordField, shortestPassword, useChecks } from './fields.tsx';
import { invitationRoute } from './route.ts';
import { FormFailure, SignInLayout } from './sign-in-layout.tsx';
import { useEnter } from './use-enter.ts';

export function InvitationScreen() {
  const { t } = useTranslation('signIn');
  const { token } = invitationRoute.useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => unwrap(api.GET('/api/auth/invitations/{token}', { params: { path: { token } } })),
  });
  const back = (
    <Anchor component={Link} to="/sign-in">
      {t('backToSignIn')}
    </Anchor>
  );

  if (data) {
    return (
      <SignInLayout
        title={t('invitation.title', { company: data.company })}
        subtitle={t('invitation.subtitle', { email: data.email })}
        footer={back}
      >
        <AcceptForm token={token} email={data.email} name={data.name} />
      </SignInLayout>
    );
  }
  if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
    return <SignInLayout title={t('invitation.invalidTitle')} subtitle={t('invitation.invalidText')} footer={back} />;
  }
  return (
    <SignInLayout title="Parley" footer={back}>
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton height={220} />}
    </SignInLayout>
  );
}

function AcceptForm({ token, email, name }: { token: string; email: string; name: string }) {
  const { t } = useTranslation('signIn');
  const enter = useEnter();
  const navigate = useNavigate();
  const checks = useChecks();
  const form = useForm({
    initialValues: { name, password: '' },
    validate: { name: checks.required, password: checks.newPassword },
  });
  const accept = useMutation({
    mutationFn: (body: typeof form.values) =>
      unwrap(api.POST('/api/auth/invitations/{token}', { params: { path: { token } }, body })),
    onSuccess: async () => {
      await enter();
      await navigate({ to: '/' });
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => accept.mutate(values))}>
      <Stack>
        <FormFailure error={accept.error} />
        {/* Password managers file the new password under this address. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <TextInput size="md" name="name" autoComplete="name" label={t('yourName')} {...form.getInputProps('name')} />
        <PasswordField
          name="password"
          autoComplete="new-password"
          label={t('password')}
          description={t('passwordHint', { count: shortestPassword })}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" fullWidth loading={accept.isPending}>
          {t('invitation.submit')}
        </Button>
      </Stack>
    </form>
  );
}
