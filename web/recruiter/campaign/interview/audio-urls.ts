import { createContext, useContext } from 'react';

interface Audio {
  campaignId: number;
  /** Where a sound file can be heard, by its key. */
  urls: Record<string, string>;
  /** Remembers where one that was just uploaded can be heard. */
  keep: (key: string, url: string) => void;
}

export const AudioUrls = createContext<Audio>({ campaignId: 0, urls: {}, keep: () => {} });

export function useAudioUrls(): Audio {
  return useContext(AudioUrls);
}
