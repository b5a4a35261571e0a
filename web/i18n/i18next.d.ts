import 'i18next';
import type { addCandidates } from './en/add-candidates.ts';
import type { audit } from './en/audit.ts';
import type { bulk } from './en/bulk.ts';
import type { campaign } from './en/campaign.ts';
import type { exports } from './en/exports.ts';
import type { finding } from './en/finding.ts';
import type { leads } from './en/leads.ts';
import type { letters } from './en/letters.ts';
import type { own } from './en/own.ts';
import type { privacy } from './en/privacy.ts';
import type { profile } from './en/profile.ts';
import type { quickReplies } from './en/quick-replies.ts';
import type { sending } from './en/sending.ts';
import type { settings } from './en/settings.ts';
import type { sharing } from './en/sharing.ts';
import type { templates } from './en/templates.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: typeof en & {
      addCandidates: typeof addCandidates;
      audit: typeof audit;
      bulk: typeof bulk;
      campaign: typeof campaign;
      sharing: typeof sharing;
      exports: typeof exports;
      leads: typeof leads;
      letters: typeof letters;
      privacy: typeof privacy;
      profile: typeof profile;
      finding: typeof finding;
      quickReplies: typeof quickReplies;
      sending: typeof sending;
      own: typeof own;
      settings: typeof settings;
      templates: typeof templates;
    };
  }
}
