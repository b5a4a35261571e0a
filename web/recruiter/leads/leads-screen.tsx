import { ActionIcon, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconMessages } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useDocumentTitle } from '../../ui/page-header.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { WithOwnFolders } from '../folders/with-own-folders.tsx';
import { useSelectionKeys } from './bulk/keys.ts';
import { useSelection } from './bulk/selection.ts';
import { ConversationPanel } from './conversation/conversation-panel.tsx';
import classes from './leads-screen.module.css';
import { ListPanel } from './list-panel.tsx';
import { useMove } from './move.ts';
import { NotifyDialog } from './notify-dialog.tsx';
import { ProfilePanel } from './profile/profile-panel.tsx';
import { type Application, applicationsQuery } from './queries.ts';
import type { LeadsSearch } from './search-params.ts';

const route = getRouteApi('/frame/leads');

/** The recruiter's day: who, what was said, who they are; side by side, or one after the other on a phone. */
export function LeadsScreen() {
  return (
    <WithOwnFolders>
      <Leads />
    </WithOwnFolders>
  );
}

function Leads() {
  const { t } = useTranslation('leads');
  useDocumentTitle(t('title'));
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const searchBox = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<{ application: Application; to: 'shortlisted' | 'rejected' } | null>(null);
  const move = useMove();

  /** Opening another candidate is a step of the browser's history; narrowing the list replaces it. */
  function change(patch: Partial<LeadsSearch>): void {
    const moves = 'id' in patch && search.id === undefined;
    void navigate({ search: (before: LeadsSearch) => ({ ...before, ...patch }), replace: !moves });
  }

  function moveTo(application: Application, to: string): void {
    if (application.folder === to) return;
    if (to === 'shortlisted' || to === 'rejected') setAsking({ application, to });
    else move.mutate({ application, to });
  }

  const loaded = useInfiniteQuery(applicationsQuery(search));
  const order = loaded.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? [];
  const selecting = useSelection(search, order);
  useLeadsKeys({ search, change, moveTo, searchBox });
  useSelectionKeys(selecting, search.id ?? order[0]);
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const list = <ListPanel search={search} change={change} searchBox={searchBox} selecting={selecting} />;
  const profile = (id: number) => (
    <ProfilePanel
      key={id}
      applicationId={id}
      onMove={moveTo}
      onOpen={(other) => change({ id: other })}
      onLabel={(label) => change({ label })}
      onGone={() => change({ id: undefined })}
    />
  );
  return (
    <>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      {wide ? (
        <ThreePanels list={list} id={search.id} profile={profile} />
      ) : (
        <OnePanel list={list} id={search.id} profile={profile} onBack={() => change({ id: undefined })} />
      )}
      {asking && (
        <NotifyDialog
          application={asking.application}
          event={asking.to}
          onClose={() => setAsking(null)}
          onMove={(notify, reasonId) => {
            move.mutate({ ...asking, reasonId, ...(notify && { notify }) });
            setAsking(null);
          }}
        />
      )}
    </>
  );
}

interface PanelsProps {
  list: React.ReactNode;
  id: number | undefined;
  profile: (id: number) => React.ReactNode;
}

function ThreePanels({ list, id, profile }: PanelsProps) {
  const { t } = useTranslation('leads');
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'parley.leads',
    panelIds: ['list', 'conversation', 'profile'],
  });
  return (
    <Group className={classes.panels} defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      <Panel id="list" defaultSize="26%" minSize="280px" className={classes.side}>
        {list}
      </Panel>
      <Separator className={classes.separator} />
      <Panel id="conversation" minSize="340px">
        {id === undefined ? <NothingChosen /> : <ConversationPanel key={id} applicationId={id} />}
      </Panel>
      <Separator className={classes.separator} />
      <Panel id="profile" defaultSize="27%" minSize="280px" className={classes.side}>
        {id === undefined ? <section className={classes.blank} aria-label={t('profile')} /> : profile(id)}
      </Panel>
    </Group>
  );
}

function OnePanel({ list, id, profile, onBack }: PanelsProps & { onBack: () => void }) {
  const { t } = useTranslation('leads');
  const [shown, setShown] = useState<'conversation' | 'profile'>('conversation');
  if (id === undefined) return <div className={classes.single}>{list}</div>;
  return (
    <div className={classes.single}>
      <div className={classes.bar}>
        <ActionIcon size="lg" aria-label={t('back')} onClick={onBack}>
          <IconArrowLeft className={classes.backIcon} size={18} aria-hidden />
        </ActionIcon>
        <SegmentedControl
          size="sm"
          value={shown}
          onChange={setShown}
          data={[
            { value: 'conversation', label: t('conversation') },
            { value: 'profile', label: t('profile') },
          ]}
        />
      </div>
      <div className={classes.rest}>
        {shown === 'conversation' ? <ConversationPanel key={id} applicationId={id} /> : profile(id)}
      </div>
    </div>
  );
}

function NothingChosen() {
  const { t } = useTranslation('leads');
  const list = useInfiniteQuery(applicationsQuery(route.useSearch()));
  if (!list.data?.pages[0]?.items.length) return null;
  return (
    <div className={classes.nothing}>
      <EmptyState icon={<IconMessages aria-hidden />} title={t('choose.title')} text={t('choose.text')} />
    </div>
  );
}

interface KeysProps {
  search: LeadsSearch;
  change: (patch: Partial<LeadsSearch>) => void;
  moveTo: (application: Application, to: string) => void;
  searchBox: React.RefObject<HTMLInputElement | null>;
}

/** Everything a recruiter does with a lead, without a mouse. */
function useLeadsKeys({ search, change, moveTo, searchBox }: KeysProps): void {
  const { t } = useTranslation('leads');
  const list = useInfiniteQuery(applicationsQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const at = items.findIndex(({ id }) => id === search.id);
  const current = items[at];
  // Who was moved out of the folder shown leaves a gap; the keys go on from there, not from the top.
  const place = useRef(0);
  useEffect(() => {
    if (at >= 0) place.current = at;
  }, [at]);
  const step = (by: 1 | -1) => () => {
    const gap = Math.min(place.current, items.length - 1) - (by === 1 ? 0 : 1);
    const next = items[at < 0 ? Math.max(0, gap) : at + by];
    if (next) change({ id: next.id });
    if (list.hasNextPage && !list.isFetchingNextPage && at + by >= items.length - 5) void list.fetchNextPage();
  };
  const click = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.click();
  const to = (folder: string) => () => {
    if (current?.campaignId === null) click('[data-add-to-campaign]')();
    else if (current) moveTo(current, folder);
  };
  useShortcuts(t('keys.title'), [
    { keys: 'j', label: t('keys.next'), run: step(1) },
    { keys: 'k', label: t('keys.previous'), run: step(-1) },
    { keys: 'alt+j', label: t('keys.next'), run: step(1) },
    { keys: 'alt+k', label: t('keys.previous'), run: step(-1) },
    { keys: 's', label: t('actions.shortlist'), run: to('shortlisted') },
    { keys: 'r', label: t('actions.reject'), run: to('rejected') },
    { keys: 'h', label: t('actions.hold'), run: to('on_hold') },
    { keys: 'e', label: t('actions.hire'), run: to('hired') },
    { keys: 'l', label: t('keys.label'), run: click('[data-label-adder]') },
    { keys: 'a', label: t('keys.assign'), run: click('[data-assign]') },
    { keys: 'm', label: t('keys.message'), run: click('[data-write="message"]') },
    { keys: 'c', label: t('keys.comment'), run: click('[data-write="comment"]') },
    { keys: '/', label: t('keys.search'), run: () => searchBox.current?.focus() },
  ]);
}
