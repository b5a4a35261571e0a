import { useTranslation } from 'react-i18next';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Entry } from './queries.ts';

/** What else is known, in a few words each. */
export function useDetails({ kind, data }: Entry): string[] {
  const { t } = useTranslation(['audit', 'sharing']);
  const formats = useFormats();
  const folderName = useFolderName();
  const list = (key: string) => (Array.isArray(data[key]) ? data[key] : []);
  const number = (key: string) => (typeof data[key] === 'number' ? data[key] : null);
  const counted = (key: 'rows' | 'applications' | 'people', count: number | null) =>
    count === null ? [] : [t(key, { count, shown: formats.number(count) })];
  const mails = () => (number('mails') ? [t('mails', { count: number('mails') ?? 0 })] : []);
  const exportNumber = () => {
    const id = number('exportId');
    return id === null ? [] : [t('exportNumber', { id })];
  };

  switch (kind) {
    case 'members-changed':
      return (['added', 'removed'] as const).flatMap((key) =>
        list(key).length > 0 ? [t(key, { names: list(key).join(', ') })] : [],
      );
    case 'company-changed':
      return [
        list('fields')
          .map((field) => t(`fields.${field as 'name'}`))
          .join(', '),
      ];
    case 'sites-changed':
      return [list('sites').join(', ') || t('noSites')];
    case 'retention-changed': {
      const months = number('months');
      const folders = list('folders')
        .map((folder) => folderName(folder))
        .join(', ');
      return [months === null ? t('retentionOff') : t('retention', { count: months, folders })];
    }
    case 'export-permission-changed':
      return [t(data.managers === 'true' ? 'managersMay' : 'managersMayNot')];
    case 'candidate-shared': {
      const parts = list('shows').map((part) => t(`sharing:parts.${part as 'chat'}`));
      return [parts.join(', ') || t('nameAlone'), t('days', { count: number('days') ?? 0 }), ...mails()];
    }
    case 'share-mailed':
      return mails();
    case 'export-started':
      return [
        ...exportNumber(),
        String(data.format ?? '').toUpperCase(),
        t('columns', { count: list('columns').length }),
      ];
    case 'export-finished':
      return [...exportNumber(), ...counted('rows', number('rows')), formats.fileSize(number('size') ?? 0)];
    case 'export-downloaded':
      return exportNumber();
    case 'candidate-erased':
      return counted('applications', number('applications'));
    case 'retention-ran':
      return counted('people', number('candidates'));
    default:
      return [];
  }
}
