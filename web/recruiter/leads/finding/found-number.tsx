import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import { countsQuery } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';

/** How many the list shows: "48,213 candidates". */
export function FoundNumber({ search }: { search: LeadsSearch }) {
  const { t } = useTranslation('finding');
  const formats = useFormats();
  const { data } = useQuery(countsQuery(search));
  if (!data) return <span />;
  const chosen = search.folder ?? [];
  const count = data.folders.reduce(
    (sum, folder) => sum + (chosen.length === 0 || chosen.includes(folder.key) ? folder.count : 0),
    0,
  );
  return (
    <span role="status" style={{ whiteSpace: 'nowrap' }}>
      {t('found', { count, number: formats.number(count) })}
    </span>
  );
}
