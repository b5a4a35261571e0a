import { useTranslation } from 'react-i18next';

/** Why a channel can't be used for this candidate now, in words; what the server is newer than this page for, in general. */
export function useUnavailable(): (reason: string) => string {
  const { t, i18n } = useTranslation('leads');
  return (reason) =>
    i18n.exists(`leads:unavailable.${reason}`) ? t(`unavailable.${reason as 'no_phone'}`) : t('unavailable.other');
}
