import { NativeSelect, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../i18n/i18n.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { Screen } from '../frame/screen.tsx';
import { useSession } from '../session.ts';
import { ApiKeys } from './api-keys.tsx';
import { readAuditFilter } from './audit/filter.ts';
import { CompanyForm } from './company-form.tsx';
import { type SettingsSection, settingsSections } from './route.ts';
import classes from './settings.module.css';
import { Team } from './team.tsx';

const route = getRouteApi('/frame/settings');
const Sandbox = lazy(async () => ({ default: (await import('./sandbox/sandbox.tsx')).Sandbox }));
const QuickReplies = lazy(async () => {
  const [screen] = await Promise.all([import('./quick-replies.tsx'), loadLateArea('quickReplies')]);
  return { default: screen.QuickReplies };
});
const ownersSections: readonly SettingsSection[] = [
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
];
const own = {
  attributes: lazyOwn(async () => (await import('./own/attributes.tsx')).Attributes),
  folders: lazyOwn(async () => (await import('./own/folders.tsx')).Folders),
  labels: lazyOwn(async () => {
    // What Parley's own labels are called.
    const [screen] = await Promise.all([import('./own/labels.tsx'), loadLateArea('leads')]);
    return screen.Labels;
  }),
  reasons: lazyOwn(async () => (await import('./own/reasons.tsx')).Reasons),
};
const Sending = lazy(async () => {
  const [{ Sending: Component }] = await Promise.all([import('./sending/sending.tsx'), loadLateArea('sending')]);
  return { default: Component };
});
const Privacy = lazy(async () => {
  const [{ Privacy: Component }] = await Promise.all([import('./privacy/privacy.tsx'), loadLateArea('privacy')]);
  return { default: Component };
});
const AuditLog = lazy(async () => {
  const areas = (['audit', 'sharing'] as const).map(loadLateArea);
  const [{ AuditLog: Component }] = await Promise.all([import('./audit/audit-log.tsx'), ...areas]);
  return { default: Component };
});
const Channels = lazy(async () => ({ default: (await import('./channels.tsx')).Channels }));

export function SettingsScreen() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const { section = 'company', ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = settingsSections.filter((one) => user.role === 'owner' || !ownersSections.includes(one));
  const open = shown.includes(section) ? section : 'company';
  const go = (to: string) => void navigate({ search: { section: to as SettingsSection } });
  return (
    <Screen>
      <PageHeader title={t(`sections.${open}`)} />
      <NativeSelect
        className={classes.picker}
        aria-label={t('sectionPicker')}
        data={shown.map((one) => ({ value: one, label: t(`sections.${one}`) }))}
        value={open}
        onChange={({ currentTarget }) => go(currentTarget.value)}
        mb="lg"
      />
      <Tabs value={open} onChange={(value) => value && go(value)} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.sections}>
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one} ref={one === open ? showTab : undefined}>
              {t(`sections.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="company">
          <CompanyForm />
        </Tabs.Panel>
        <Tabs.Panel value="team">
          <Team />
        </Tabs.Panel>
        <Tabs.Panel value="quickReplies">
          <Suspense fallback={<SkeletonRows />}>
            <QuickReplies />
          </Suspense>
        </Tabs.Panel>
        {Object.entries(own).map(([name, Component]) => (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<SkeletonRows />}>
              <Component />
            </Suspense>
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="channels">
          <Suspense fallback={<SkeletonRows />}>
            <Channels />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="sending">
          <Suspense fallback={<SkeletonRows />}>
            <Sending />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="apiKeys">
          <ApiKeys />
        </Tabs.Panel>
        <Tabs.Panel value="privacy">
          <Suspense fallback={<SkeletonRows />}>
            <Privacy />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="auditLog">
          <Suspense fallback={<SkeletonRows />}>
            <AuditLog
              filter={readAuditFilter(search)}
              onFilter={(filter) => void navigate({ search: { section: 'auditLog', ...filter }, replace: true })}
            />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="sandbox">
          <Suspense fallback={<SkeletonRows />}>
            <Sandbox />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

/** On a narrow screen not all of them are on the screen. */
function showTab(tab: HTMLButtonElement | null): void {
  const list = tab?.parentElement;
  if (list) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

/** What a company says of its candidates in its own words. */
function lazyOwn(load: () => Promise<ComponentType>) {
  return lazy(async () => {
    const [component] = await Promise.all([load(), loadLateArea('own')]);
    return { default: component };
  });
}
