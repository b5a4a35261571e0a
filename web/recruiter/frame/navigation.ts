import { IconHome, IconSettings, IconUsers } from '@tabler/icons-react';

/** The rail's entries, in order. A new one is one line here and its name in `i18n/*\/frame.ts`. */
export const navigation = [
  { to: '/', name: 'home', icon: IconHome },
  { to: '/leads', name: 'leads', icon: IconUsers },
  { to: '/settings', name: 'settings', icon: IconSettings },
] as const;
