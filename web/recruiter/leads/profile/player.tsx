import { Group } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaybackSpeed } from '../../../ui/playback-speed.tsx';
import { SkipSilence } from '../../../ui/skip-silence.tsx';
import classes from './profile.module.css';

interface Props {
  url: string;
  contentType: string | null;
}

/**
 * Plays a spoken or filmed answer, faster and without its silence if one likes. Its address is signed anew now and then; a
 * new one is taken only where the old one no longer works, since a change would end what somebody listens to.
 */
export function Player({ url, contentType }: Props) {
  const { t } = useTranslation('profile');
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [src, setSrc] = useState(url);
  const shared = { ref: player, controls: true, src, onError: () => setSrc(url) };
  return (
    <div className={classes.media}>
      {contentType?.startsWith('video/') ? (
        <video {...shared} className={classes.film} preload="metadata" playsInline aria-label={t('filmAnswer')} />
      ) : (
        <audio {...shared} className={classes.player} preload="none" aria-label={t('voiceAnswer')} />
      )}
      <Group gap="sm">
        <PlaybackSpeed player={player} />
        <SkipSilence player={player} />
      </Group>
    </div>
  );
}
