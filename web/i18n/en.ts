import { folders } from './en/folders.ts';
import { frame } from './en/frame.ts';
import { leads } from './en/leads.ts';
import { signIn } from './en/sign-in.ts';
import { ui } from './en/ui.ts';

/** English: an area a screen. A new area is one line here and one in `es.ts`. */
export const en = { folders, frame, leads, signIn, ui } as const;
