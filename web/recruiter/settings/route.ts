import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadLateArea } from '../../i18n/i18n.ts';
import { frameRoute } from '../frame/route.ts';
import { type AuditFilter, readAuditFilter } from './audit/filter.ts';

export const settingsSections = [
  'company',
  'team',
  'quickReplies',
  'attributes',
  'folders',
  'labels',
  'reasons',
  'channels',
  'sending',
  'apiKeys',
  'privacy',
  'auditLog',
  'sandbox',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The channels of a candidate's phone in the sandbox. */
export const phoneChannels = ['sms', 'email', 'messenger', 'whatsapp', 'wechat'] as const;
export type PhoneChannel = (typeof phoneChannels)[number];

/** A section's own address, as one would type it. */
export const settingsSectionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/$section',
  beforeLoad: ({ params }) => {
    const section = settingsSections.find(
      (one) => one.toLowerCase() === params.section.replaceAll('-', '').toLowerCase(),
    );
    throw redirect({ to: '/settings', search: { section: section ?? 'company' }, replace: true });
  },
});

type Search = {
  section?: SettingsSection;
  /** Which phone of the sandbox lies open, on which of its channels, and as whom a new one writes. */
  phone?: string;
  channel?: PhoneChannel;
  name?: string;
} & AuditFilter;

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  validateSearch: (raw: Record<string, unknown>): Search => {
    const section = settingsSections.find((one) => one === raw.section);
    if (section === 'auditLog') return { section, ...readAuditFilter(raw) };
    if (section !== 'sandbox') return section ? { section } : {};
    const { phone, name } = raw;
    const channel = phoneChannels.find((one) => one === raw.channel);
    return {
      section,
      // A number alone is read as one from the address.
      ...(typeof phone === 'string' || typeof phone === 'number' ? { phone: String(phone) } : {}),
      ...(channel && { channel }),
      ...(typeof name === 'string' && name ? { name } : {}),
    };
  },
  beforeLoad: ({ search }) => {
    if (!search.section) throw redirect({ to: '/settings', search: { section: 'company' }, replace: true });
  },
  component: lazyRouteComponent(async () => {
    const areas = (['settings', 'templates'] as const).map(loadLateArea);
    const [screen] = await Promise.all([import('./settings-screen.tsx'), ...areas]);
    return screen;
  }, 'SettingsScreen'),
});
