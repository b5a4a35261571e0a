import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FolderBadge, useFolderName } from '../../../ui/folder-badge.tsx';
import { countsQuery } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';
import { ScopePicker } from './scope-picker.tsx';

interface Props {
  search: LeadsSearch;
  onChange: (folder: string[] | undefined) => void;
}

/** The folders with their exact counts within the chosen campaigns and whatever is searched for. */
export function FolderPicker({ search, onChange }: Props) {
  const { t } = useTranslation('leads');
  const folderName = useFolderName();
  const { data } = useQuery(countsQuery(search));
  const folders = data?.folders ?? [];
  const chosen = search.folder ?? [];
  const shown = folders.filter(({ key }) => chosen.includes(key));
  // Of an old link, or deleted meanwhile.
  const names =
    data && shown.length === 0 ? t('unknownFolder') : shown.map(({ key, name }) => folderName(key, name)).join(', ');
  const total = folders.reduce((sum, folder) => sum + folder.count, 0);
  return (
    <ScopePicker
      label={t('folders')}
      allLabel={t('allFolders')}
      title={chosen.length === 0 ? t('allFolders') : names}
      count={chosen.length === 0 ? total : shown.reduce((sum, folder) => sum + folder.count, 0)}
      total={total}
      entries={folders.map(({ key, name, count }) => ({
        key,
        name: folderName(key, name),
        content: <FolderBadge folder={key} name={name} />,
        count,
      }))}
      chosen={chosen}
      onChange={onChange}
      includeLabel={(name) => t('includeFolder', { name })}
    />
  );
}
