import 'i18next';
import type { letters } from './en/letters.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: typeof en & { letters: typeof letters };
  }
}
