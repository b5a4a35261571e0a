import { ActionIcon, Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconMessages, IconUserOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { ApiError } from '../../api/errors.ts';
import { askFor, modalDialog } from '../../ui/asked-for.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useDocumentTitle } from '../../ui/page-header.tsx';
import { WithOwnFolders } from '../folders/with-own-folders.tsx';
import { useAdvance } from './advance.ts';
import { useSelectionKeys } from './bulk/keys.ts';
import { sameList, useSelection } from './bulk/selection.ts';
import { ConversationPanel } from './conversation/conversation-panel.tsx';
import { useLeadsKeys } from './keys.ts';
import classes from './leads-screen.module.css';
import { ListPanel } from './list-panel.tsx';
import { type Move, useMove } from './move.ts';
import { NotifyDialog } from './notify-dialog.tsx';
import { ProfilePanel } from './profile/profile-panel.tsx';
import { type Application, applicationsQuery, profileQuery } from './queries.ts';
import { useRecentlyOpened } from './recently-opened.ts';
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
  const move = useMove({ onBack: goBack });
  useRecentlyOpened(search.id);
  // Who is to be open: known before they are shown, and keys are quicker than that.
  const wanted = useRef(search.id);
  useEffect(() => {
    wanted.current = search.id;
    return () => {
      wanted.current = undefined;
    };
  }, [search.id]);

  /** Another list is a step of the browser's history, and so is opening somebody; the next of them and the order are none. */
  function change(patch: Partial<LeadsSearch>): void {
    const opens = 'id' in patch && search.id === undefined;
    if ('id' in patch) wanted.current = patch.id;
    const replace = !opens && sameList(search, { ...search, ...patch });
    void navigate({ search: (before: LeadsSearch) => ({ ...before, ...patch }), replace });
  }

  function moveTo(application: Application, to: string): void {
    if (application.folder === to) return;
    if (to === 'shortlisted' || to === 'rejected') {
      setAsking({ application, to });
      askFor(modalDialog);
    } else decide({ application, to });
  }

  function decide(decision: Move): void {
    advance.after(decision.application.id);
    move.mutate(decision);
  }

  /** To whose move was undone, unless nobody is open. */
  function goBack(id: number): void {
    advance.stay();
    if (wanted.current !== undefined) change({ id });
  }

  const loaded = useInfiniteQuery(applicationsQuery(search));
  const order = loaded.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? [];
  const advance = useAdvance(search, order, (id) => change({ id }));
  const selecting = useSelection(search, order);
  useLeadsKeys({ search, wanted, change, moveTo, undo: move.undo, searchBox });
  useSelectionKeys(
    selecting,
    order.find((id) => search.id === undefined || id === search.id),
  );
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
  const back = () => change({ id: undefined });
  const conversation = (id: number) => <ConversationPanel key={id} applicationId={id} />;
  // Side by side it is said once.
  const panels = useIsGone(search.id)
    ? {
        list,
        id: search.id,
        conversation: () => <Gone onBack={back} />,
        profile: () => (wide ? <NoProfile /> : <Gone onBack={back} />),
      }
    : { list, id: search.id, conversation, profile };
  return (
    <>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      {wide ? <ThreePanels {...panels} /> : <OnePanel {...panels} onBack={back} />}
      {asking && (
        <NotifyDialog
          application={asking.application}
          event={asking.to}
          onClose={() => setAsking(null)}
          onMove={(notify, reasonId) => {
            setAsking(null);
            decide({ ...asking, reasonId, ...(notify && { notify }) });
          }}
        />
      )}
    </>
  );
}

interface PanelsProps {
  list: React.ReactNode;
  id: number | undefined;
  conversation: (id: number) => React.ReactNode;
  profile: (id: number) => React.ReactNode;
}

/** Whether the server knows of no such application, or of none for whoever asks. */
function useIsGone(id: number | undefined): boolean {
  const { error } = useQuery({ ...profileQuery(id ?? 0), enabled: id !== undefined });
  return id !== undefined && error instanceof ApiError && error.status === 404;
}

function Gone({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('leads');
  return (
    <div className={classes.nothing}>
      <EmptyState
        icon={<IconUserOff aria-hidden />}
        title={t('gone.title')}
        text={t('gone.text')}
        action={
          <Button variant="default" onClick={onBack}>
            {t('back')}
          </Button>
        }
      />
    </div>
  );
}

function NoProfile() {
  const { t } = useTranslation('leads');
  return <section className={classes.blank} aria-label={t('profile')} />;
}

function ThreePanels({ list, id, conversation, profile }: PanelsProps) {
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
        {id === undefined ? <NothingChosen /> : conversation(id)}
      </Panel>
      <Separator className={classes.separator} />
      <Panel id="profile" defaultSize="27%" minSize="280px" className={classes.side}>
        {id === undefined ? <NoProfile /> : profile(id)}
      </Panel>
    </Group>
  );
}

function OnePanel({ list, id, conversation, profile, onBack }: PanelsProps & { onBack: () => void }) {
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
      <div className={classes.rest}>{shown === 'conversation' ? conversation(id) : profile(id)}</div>
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
