import { createContext, use } from 'react';
import { folderHue, type Hue, hues, isDefaultFolder } from './folders.ts';

export type OwnFolder = { name: string; color: string | null };

/** The company's own folders by their key; the screen that shows them brings them along. */
export const OwnFolders = createContext<ReadonlyMap<string, OwnFolder>>(new Map());

/** The hue of any folder: an own one has the colour that it was given. */
export function useFolderHue(): (key: string) => Hue {
  const own = use(OwnFolders);
  return (key) => (isDefaultFolder(key) ? folderHue(key) : (hueOf(own.get(key)?.color) ?? folderHue(key)));
}

function hueOf(color: string | null | undefined): Hue | undefined {
  return hues.find((hue) => hue === color);
}
