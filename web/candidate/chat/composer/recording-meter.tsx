import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { minutesAndSeconds } from '../messages/days.ts';
import { useSetting } from '../setting.ts';
import { type LiveRecording, limitMs } from './microphone.ts';

const bars = 36;
const tickMs = 80;
const warnMs = 30_000;

/** While it records: the level, the time, and the ways to end. Stops by itself at the limit. */
export function RecordingMeter({ live }: { live: LiveRecording }) {
  const { voice } = useSetting().texts;
  const [levels, setLevels] = useState<number[]>(() => Array(bars).fill(0));
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const elapsed = live.elapsedMs();
      setElapsedMs(elapsed);
      setLevels((before) => [...before.slice(1), live.level()]);
      if (elapsed >= limitMs) live.stop();
    }, tickMs);
    return () => clearInterval(timer);
  }, [live]);
  useScreenOn();
  const ending = limitMs - elapsedMs <= warnMs;
  return (
    <>
      <div class="meter" aria-hidden="true">
        {levels.map((level, index) => (
          <i key={index} style={{ blockSize: `${Math.max(8, level * 100)}%` }} />
        ))}
      </div>
      <div class="recording-row">
        <button type="button" class="round" onClick={live.cancel} aria-label={voice.cancel}>
          <Icon name="bin" />
        </button>
        <p class={`timer ${ending ? 'timer-ending' : ''}`}>
          <span class="dot" aria-hidden="true" />
          <span role="timer">{minutesAndSeconds(elapsedMs)}</span>
          <span class="timer-limit"> / {minutesAndSeconds(limitMs)}</span>
        </p>
        <button type="button" class="round round-stop" data-first onClick={live.stop} aria-label={voice.stop}>
          <Icon name="stop" />
        </button>
      </div>
      <p class="hidden" role="status">
        {ending ? voice.almostOver : voice.started}
      </p>
    </>
  );
}

/** A phone that darkens stops listening. */
function useScreenOn(): void {
  const lock = useRef<WakeLockSentinel | null>(null);
  useEffect(() => {
    let wanted = true;
    navigator.wakeLock
      ?.request('screen')
      .then((granted) => {
        lock.current = granted;
        if (!wanted) void granted.release();
      })
      .catch(() => {});
    return () => {
      wanted = false;
      void lock.current?.release().catch(() => {});
    };
  }, []);
}
