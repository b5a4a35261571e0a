import { useEffect, useRef, useState } from 'preact/hooks';
import { findSound } from '../device-storage.ts';
import { Icon } from '../icon.tsx';
import type { QueuedItem } from '../outbox/queue.ts';
import { useSetting } from '../setting.ts';
import { minutesAndSeconds } from './days.ts';

let playing: HTMLAudioElement | null = null;

type PlayerProps = {
  src: string | undefined;
  durationMs: number;
  label: string;
  /** The address no longer works; called once. */
  onExpired?: () => void;
};

/** A recording with a play button and its position. One plays at a time. */
export function VoicePlayer({ src, durationMs, label, onExpired }: PlayerProps) {
  const { texts } = useSetting();
  const audio = useRef<HTMLAudioElement>(null);
  const expired = useRef(false);
  const [on, setOn] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [measuredMs, setMeasuredMs] = useState(0);
  const [broken, setBroken] = useState(false);
  // What a browser records does not say how long it is; the recorder does.
  const lengthMs = durationMs || measuredMs;

  useEffect(() => {
    setBroken(false);
    const { current } = audio;
    return () => current?.pause();
  }, [src]);

  function toggle(): void {
    const { current } = audio;
    if (!current) return;
    if (!current.paused) return current.pause();
    if (playing !== current) playing?.pause();
    playing = current;
    current.play().catch(() => {});
  }

  function fail(): void {
    if (onExpired && !expired.current) {
      expired.current = true;
      onExpired();
    } else setBroken(true);
  }

  function seek(milliseconds: number): void {
    setAtMs(milliseconds);
    if (audio.current) audio.current.currentTime = milliseconds / 1000;
  }

  return (
    <div class="voice" role="group" aria-label={label}>
      {/* biome-ignore lint/a11y/useMediaCaption: somebody's own voice note has no captions */}
      <audio
        ref={audio}
        src={src}
        preload="none"
        onPlay={() => setOn(true)}
        onPause={() => setOn(false)}
        onEnded={() => setAtMs(0)}
        onTimeUpdate={({ currentTarget }) => !currentTarget.ended && setAtMs(currentTarget.currentTime * 1000)}
        onDurationChange={({ currentTarget: { duration } }) =>
          Number.isFinite(duration) && setMeasuredMs(duration * 1000)
        }
        onError={fail}
      />
      <button type="button" class="voice-play" onClick={toggle} aria-label={on ? texts.voice.pause : texts.voice.play}>
        <Icon name={on ? 'pause' : 'play'} size={22} />
      </button>
      <input
        type="range"
        min={0}
        max={Math.max(1, lengthMs)}
        step={100}
        value={Math.min(atMs, lengthMs)}
        style={{ '--played': `${lengthMs ? Math.min(100, (atMs / lengthMs) * 100) : 0}%` }}
        aria-label={texts.voice.position}
        aria-valuetext={`${minutesAndSeconds(atMs)} / ${minutesAndSeconds(lengthMs)}`}
        onInput={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
      <span class="voice-time">{minutesAndSeconds(on || atMs > 0 ? atMs : lengthMs)}</span>
      {broken && <p class="voice-broken">{texts.voice.cannotPlay}</p>}
    </div>
  );
}

/** A recording that is still on this device. */
export function QueuedSound({ item }: { item: QueuedItem }) {
  const { texts } = useSetting();
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let wanted = true;
    void findSound(item.key).then((sound) => {
      if (!sound || !wanted) return;
      made = URL.createObjectURL(sound.blob);
      setUrl(made);
    });
    return () => {
      wanted = false;
      URL.revokeObjectURL(made);
    };
  }, [item.key]);
  return <VoicePlayer src={url || undefined} durationMs={item.durationMs ?? 0} label={texts.voice.yours} />;
}
