/** A hue of the palette that a folder or label may have. */
export const hues = ['blue', 'violet', 'green', 'amber', 'red', 'pink', 'slate', 'clay', 'petrol'] as const;
export type Hue = (typeof hues)[number];

/** The folders that every company has. Their names are in `i18n/*\/folders.ts`; a custom folder brings its own. */
export const defaultFolders = {
  inbox: 'blue',
  completed: 'violet',
  shortlisted: 'green',
  on_hold: 'amber',
  rejected: 'red',
  hired: 'pink',
  no_campaign: 'slate',
  no_response: 'clay',
} as const satisfies Record<string, Hue>;

export type DefaultFolder = keyof typeof defaultFolders;

export function isDefaultFolder(key: string): key is DefaultFolder {
  return Object.hasOwn(defaultFolders, key);
}

/** The hue of a folder, the same in lists, profiles and charts; a custom one keeps the hue that its key falls on. */
export function folderHue(key: string): Hue {
  return isDefaultFolder(key) ? defaultFolders[key] : stableHue(key);
}

/** Always the same hue for the same text, so that colours survive reloads and agree between colleagues. */
export function stableHue(text: string): Hue {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return hues[Math.abs(hash) % hues.length] ?? 'slate';
}

/** The CSS colour to fill a dot, bar or line with. */
export function folderColor(key: string): string {
  return `var(--mantine-color-${folderHue(key)}-5)`;
}
