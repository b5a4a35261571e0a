import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import classes from './profile.module.css';

/** A résumé that was photographed. */
export function PictureView({ url, name, large }: { url: string; name: string; large: boolean }) {
  const { t } = useTranslation('profile');
  const [broken, setBroken] = useState(false);
  if (broken) return <ErrorNotice error={t('resumes.unreadable')} />;
  return (
    <div className={classes.paper} data-large={large || undefined} tabIndex={0} role="document" aria-label={name}>
      <img className={classes.pictured} src={url} alt={name} onError={() => setBroken(true)} />
    </div>
  );
}
