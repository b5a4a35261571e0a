import { useTranslation } from 'react-i18next';

const known = {
  location: 'location',
  score: 'score',
  referee: 'referee',
  referee_first_name: 'refereeFirstName',
  referee_last_name: 'refereeLastName',
  referee_email: 'refereeEmail',
  referee_mobile: 'refereePhone',
  referee_phone: 'refereePhone',
  referee_id: 'refereeId',
  referee_employee_id: 'refereeId',
  referee_account: 'refereeAccount',
} as const;

/** Names a detail: what is known by the interface's language, any other as it came in. */
export function useDetailName(): (key: string) => string {
  const { t } = useTranslation('profile');
  return (key) => {
    if (Object.hasOwn(known, key)) return t(`detailNames.${known[key as keyof typeof known]}`);
    const plain = key.replaceAll('_', ' ').trim();
    return plain.charAt(0).toLocaleUpperCase() + plain.slice(1);
  };
}
