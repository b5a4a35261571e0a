import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/errors.ts';

/** What to tell the person about a failure: the API's own sentence, else one about the connection or the answer. */
export function errorText(error: unknown, t: TFunction<'ui'>): string {
  if (error instanceof ApiError && error.message) return error.message;
  if (error instanceof ApiError && error.status === 0) return t('error.offline');
  return t('error.unknown');
}

export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('ui');
  return (error) => errorText(error, t);
}
