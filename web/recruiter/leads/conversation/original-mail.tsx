import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import classes from './original-mail.module.css';
import type { MessageItem } from './queries.ts';

/**
 * A mail as it was written, in a frame in which nothing runs. Pictures from elsewhere tell their sender that somebody looks,
 * so they come only when they are asked for.
 */
export function OriginalMail({ message, onClose }: { message: MessageItem; onClose: () => void }) {
  const { t } = useTranslation('leads');
  const [images, setImages] = useState(false);
  const address = `/api/messages/${message.id}/original${images ? '?images=shown' : ''}`;
  return (
    <Dialog opened onClose={onClose} title={message.subject || t('original.untitled')} size="xl">
      <Switch
        className={classes.images}
        label={t('original.images')}
        description={t('original.imagesHint')}
        checked={images}
        onChange={(event) => setImages(event.currentTarget.checked)}
      />
      <iframe
        className={classes.frame}
        title={t('original.frame')}
        src={address}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
      />
    </Dialog>
  );
}
