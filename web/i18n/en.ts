import { addCandidates } from './en/add-candidates.ts';
import { campaign } from './en/campaign.ts';
import { folders } from './en/folders.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { leads } from './en/leads.ts';
import { quickReplies } from './en/quick-replies.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { templates } from './en/templates.ts';
import { ui } from './en/ui.ts';

/** English: an area a screen. A new area is one line here and one in `es.ts`. */
export const en = {
  home,
  campaign,
  addCandidates,
  folders,
  frame,
  leads,
  quickReplies,
  settings,
  signIn,
  templates,
  ui,
} as const;
