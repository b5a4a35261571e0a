import { Button } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from './formats-context.ts';

const speeds = [1, 1.25, 1.5, 2] as const;
const storageKey = 'parley.playback-speed';

/** How fast a recording plays; each press is the next speed. The choice holds for what is opened next. */
export function PlaybackSpeed({ player }: { player: RefObject<HTMLMediaElement | null> }) {
  const { t } = useTranslation('ui');
  const formats = useFormats();
  const [speed, setSpeed] = useState(readSpeed);
  useEffect(() => {
    const element = player.current;
    if (!element) return;
    const apply = () => {
      element.playbackRate = speed;
    };
    apply();
    // A source that is loaded begins at the usual speed.
    element.addEventListener('loadedmetadata', apply);
    return () => element.removeEventListener('loadedmetadata', apply);
  }, [player, speed]);
  function next(): void {
    const faster = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(faster);
    try {
      sessionStorage.setItem(storageKey, String(faster));
    } catch {
      // The choice then lasts for this player.
    }
  }
  const shown = `${formats.number(speed)}×`;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      miw={48}
      aria-label={t('speed', { speed: shown })}
      onClick={next}
    >
      {shown}
    </Button>
  );
}

function readSpeed(): (typeof speeds)[number] {
  try {
    return speeds.find((speed) => String(speed) === sessionStorage.getItem(storageKey)) ?? 1;
  } catch {
    return 1;
  }
}
