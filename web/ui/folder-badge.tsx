import { use } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './folder-badge.module.css';
import { isDefaultFolder } from './folders.ts';
import { OwnFolders, useFolderHue } from './own-folders.ts';

interface Props {
  folder: string;
  /** The name of a custom folder; default folders are named by the interface's language. */
  name?: string | null;
}

/** A folder's dot and name. The name is always there: colour alone tells nothing to some. */
export function FolderBadge({ folder, name }: Props) {
  const folderName = useFolderName();
  const hue = useFolderHue()(folder);
  return (
    <span className={classes.badge}>
      <span className={classes.dot} style={{ background: `var(--mantine-color-${hue}-5)` }} aria-hidden />
      {folderName(folder, name)}
    </span>
  );
}

/** Names any folder: by language for the default ones, else by the name given or known. */
export function useFolderName(): (folder: string, name?: string | null) => string {
  const { t } = useTranslation(['folders', 'ui']);
  const own = use(OwnFolders);
  return (folder, name) => {
    if (isDefaultFolder(folder)) return t(`folders:${folder}`);
    return name ?? own.get(folder)?.name ?? (folder.startsWith('own-') ? t('ui:deletedFolder') : folder);
  };
}
