import type { en } from './en.ts';
import { folders } from './es/folders.ts';
import { frame } from './es/frame.ts';
import { home } from './es/home.ts';
import { signIn } from './es/sign-in.ts';
import { ui } from './es/ui.ts';
import type { Texts } from './texts.ts';

export const es: Texts<typeof en> = { home, folders, frame, signIn, ui };
