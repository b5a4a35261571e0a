import { useTranslation } from 'react-i18next';
import { useDetailName } from './detail-names.ts';

const fields = {
  first_name: 'firstName',
  last_name: 'lastName',
  email: 'email',
  phone: 'phone',
  source: 'source',
} as const;

type Change = { field: string; from: string | null; to: string | null };

/** A sentence for each field that was corrected: what stood there, and what stands there now. */
export function useChangeSentences(): (changes: unknown) => string[] {
  const { t } = useTranslation('profile');
  const detailName = useDetailName();
  const nameOf = (field: string) =>
    Object.hasOwn(fields, field) ? t(`fields.${fields[field as keyof typeof fields]}`) : detailName(field);
  return (changes) =>
    (Array.isArray(changes) ? (changes as Change[]) : []).map(({ field, from, to }) =>
      t('history.edited', {
        field: nameOf(field),
        from: from || t('history.nothing'),
        to: to || t('history.nothing'),
      }),
    );
}
