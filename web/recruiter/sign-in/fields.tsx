import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { looksLikeEmail } from '../../ui/email-address.ts';

/** The API asks for the same length. */
export const shortestPassword = 10;

/** A password input whose eye is reached by keyboard and says what it does. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('signIn');
  return (
    <PasswordInput
      size="md"
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
      {...props}
    />
  );
}

/** Checks of the forms before the session; each returns the message to show, or null. */
export function useChecks() {
  const { t } = useTranslation('signIn');
  return {
    required: (value: string | null) => (value?.trim() ? null : t('required')),
    email: (value: string) => (looksLikeEmail(value) ? null : t('emailInvalid')),
    newPassword: (value: string) =>
      value.length >= shortestPassword ? null : t('passwordShort', { count: shortestPassword }),
  };
}
