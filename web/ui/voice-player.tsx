import { useRef, useState } from 'react';
import { PlaybackSpeed } from './playback-speed.tsx';
import classes from './voice-player.module.css';

/**
 * Plays a recording. Its address is signed anew now and then; a new one is taken only where the old one no longer works,
 * since a change would end what somebody listens to.
 */
export function VoicePlayer({ url, label, className }: { url: string; label: string; className?: string | undefined }) {
  const player = useRef<HTMLAudioElement>(null);
  const [src, setSrc] = useState(url);
  return (
    <div className={`${classes.player} ${className ?? ''}`}>
      <audio ref={player} controls preload="none" src={src} onError={() => setSrc(url)} aria-label={label} />
      <PlaybackSpeed player={player} />
    </div>
  );
}
