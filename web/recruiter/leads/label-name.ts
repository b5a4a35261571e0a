import { useTranslation } from 'react-i18next';

/** Names a label: the automatic ones by the interface's language, the others as they were made. */
export function useLabelName(): (label: { name: string; automatic: string | null }) => string {
  const { t } = useTranslation('leads');
  return ({ name, automatic }) =>
    automatic === 'duplicate' || automatic === 'attempted' || automatic === 'half' ? t(`labels.${automatic}`) : name;
}
