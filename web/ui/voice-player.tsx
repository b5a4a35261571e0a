import { useState } from 'react';

/**
 * Plays a recording. Its address is signed anew now and then; a new one is taken only where the old one no longer works,
 * since a change would end what somebody listens to.
 */
export function VoicePlayer({ url, label, className }: { url: string; label: string; className?: string | undefined }) {
  const [src, setSrc] = useState(url);
  return (
    <audio className={className} controls preload="none" src={src} onError={() => setSrc(url)} aria-label={label} />
  );
}
