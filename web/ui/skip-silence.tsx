import { Switch } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const storageKey = 'parley.skip-silence';
/** Below this loudness (root mean square, 1 is the loudest) nobody speaks. */
const quiet = 0.012;
/** Pauses of breath stay. */
const pauseMs = 350;
const lookEveryMs = 50;
const rateInSilence = 6;

/** Passes over silence quickly while a recording plays. Shown only where the browser can listen to what it plays. */
export function SkipSilence({ player }: { player: RefObject<HTMLMediaElement | null> }) {
  const { t } = useTranslation('ui');
  const [on, setOn] = useState(remembered);
  useEffect(() => {
    const element = player.current;
    return on && element ? skipSilence(element) : undefined;
  }, [on, player]);
  useEffect(() => {
    const element = player.current;
    return () => {
      if (element) void tapped.get(element)?.context.close();
    };
  }, [player]);
  if (typeof AudioContext === 'undefined') return null;
  return (
    <Switch
      size="xs"
      label={t('skipSilence')}
      checked={on}
      onChange={({ currentTarget: { checked } }) => {
        setOn(checked);
        try {
          sessionStorage.setItem(storageKey, checked ? 'on' : 'off');
        } catch {
          // The choice then lasts for this player.
        }
      }}
    />
  );
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}

type Listening = { context: AudioContext; analyser: AnalyserNode };

// An element can be tapped once in its life, and from then on is heard through its context alone.
const tapped = new WeakMap<HTMLMediaElement, Listening>();

function listenTo(element: HTMLMediaElement): Listening {
  const known = tapped.get(element);
  if (known) return known;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaElementSource(element).connect(analyser);
  analyser.connect(context.destination);
  const made = { context, analyser };
  tapped.set(element, made);
  return made;
}

/** Begins with the next play, since a browser lets nothing sound before somebody has asked for it. Returns what ends it. */
function skipSilence(element: HTMLMediaElement): () => void {
  let timer: number | undefined;
  let usual: number | null = null;
  let quietSince: number | null = null;

  function look({ analyser }: Listening, samples: Float32Array<ArrayBuffer>): void {
    analyser.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const now = performance.now();
    quietSince = loudness < quiet ? (quietSince ?? now) : null;
    if (quietSince !== null && now - quietSince >= pauseMs) hasten();
    else slowDown();
  }
  function hasten(): void {
    if (usual !== null) return;
    usual = element.playbackRate;
    element.playbackRate = rateInSilence;
  }
  function slowDown(): void {
    // Another speed may have been chosen meanwhile.
    if (usual !== null && element.playbackRate === rateInSilence) element.playbackRate = usual;
    usual = null;
  }
  function begin(): void {
    const listening = listenTo(element);
    const samples = new Float32Array(listening.analyser.fftSize);
    void listening.context.resume();
    window.clearInterval(timer);
    timer = window.setInterval(() => look(listening, samples), lookEveryMs);
  }
  function end(): void {
    window.clearInterval(timer);
    quietSince = null;
    slowDown();
  }

  if (!element.paused) begin();
  element.addEventListener('play', begin);
  element.addEventListener('pause', end);
  return () => {
    end();
    element.removeEventListener('play', begin);
    element.removeEventListener('pause', end);
  };
}
