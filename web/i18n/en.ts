import { folders } from './en/folders.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { signIn } from './en/sign-in.ts';
import { ui } from './en/ui.ts';

/** English: an area a screen. A new area is one line here and one in `es.ts`, or comes with its screen (`i18n.ts`). */
export const en = { home, folders, frame, signIn, ui } as const;
