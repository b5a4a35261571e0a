import { useTranslation } from 'react-i18next';
import classes from './folder-badge.module.css';
import { folderColor, isDefaultFolder } from './folders.ts';

interface Props {
  folder: string;
  /** The name of a custom folder; default folders are named by the interface's language. */
  name?: string | null;
}

/** A folder's dot and name. The name is always there: colour alone tells nothing to some. */
export function FolderBadge({ folder, name }: Props) {
  const folderName = useFolderName();
  return (
    <span className={classes.badge}>
      <span className={classes.dot} style={{ background: folderColor(folder) }} aria-hidden />
      {folderName(folder, name)}
    </span>
  );
}

/** Names any folder: by language for the default ones, else by the name given. */
export function useFolderName(): (folder: string, name?: string | null) => string {
  const { t } = useTranslation('folders');
  return (folder, name) => (isDefaultFolder(folder) ? t(folder) : (name ?? folder));
}
