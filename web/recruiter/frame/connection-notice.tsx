import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnected } from '../connection.ts';
import classes from './sms-notice.module.css';

/** Stands above every screen as long as nothing comes from the server: what is shown may be old, and nothing is saved. */
export function ConnectionNotice() {
  const { t } = useTranslation('frame');
  if (useConnected()) return null;
  return (
    <div className={classes.notice} role="status">
      <IconPlugConnectedX size={17} className={classes.icon} aria-hidden />
      <span>{t('disconnected')}</span>
    </div>
  );
}
