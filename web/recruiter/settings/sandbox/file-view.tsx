import { Anchor } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { VoicePlayer } from '../../../ui/voice-player.tsx';
import type { PhoneMessage } from './queries.ts';
import classes from './sandbox.module.css';

/** A file as a phone or a mailbox shows it. */
export function FileView({ file }: { file: PhoneMessage['files'][number] }) {
  const { t } = useTranslation('settings');
  if (file.contentType.startsWith('audio/'))
    return <VoicePlayer className={classes.player} url={file.url} label={t('sandbox.voiceNote')} />;
  if (file.contentType.startsWith('image/'))
    return <img className={classes.picture} src={file.url} alt={file.name} loading="lazy" />;
  return (
    <Anchor href={file.url} target="_blank" rel="noreferrer">
      <IconPaperclip size={14} aria-hidden /> {file.name}
    </Anchor>
  );
}
