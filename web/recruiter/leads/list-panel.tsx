import { ActionIcon, Button, Group, Select, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFileSpreadsheet, IconHistory, IconUsers, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../i18n/i18n.ts';
import { DialogComes } from '../../ui/dialog-comes.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LabelChip } from '../../ui/label-chip.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { lazyExportDialog } from '../exports/lazy-dialog.ts';
import { bulkActionsQuery } from './bulk/queries.ts';
import type { Selecting } from './bulk/selection.ts';
import { findParameters, orderOf } from './bulk/selection.ts';
import { CandidateRow } from './candidate-row.tsx';
import { CampaignPicker } from './finding/campaign-picker.tsx';
import { FolderPicker } from './finding/folder-picker.tsx';
import { FoundNumber } from './finding/found-number.tsx';
import { SearchForm } from './finding/search-form.tsx';
import { useLabelName } from './label-name.ts';
import classes from './list-panel.module.css';
import { type Application, applicationsQuery, campaignsQuery, labelsQuery } from './queries.ts';
import { isNarrowed, type LeadsSearch, nothingNarrowed } from './search-params.ts';

interface Props {
  search: LeadsSearch;
  change: (patch: Partial<LeadsSearch>) => void;
  searchBox: RefObject<HTMLInputElement | null>;
  selecting: Selecting;
}

const BulkBar = lazy(async () => {
  const [{ BulkBar: Bar }] = await Promise.all([import('./bulk/bulk-bar.tsx'), loadLateArea('bulk')]);
  return { default: Bar };
});

const PastDialog = lazy(async () => {
  const [{ PastDialog: Dialog }] = await Promise.all([import('./bulk/past-dialog.tsx'), loadLateArea('bulk')]);
  return { default: Dialog };
});

const ExportDialog = lazyExportDialog();

/** Campaigns, folders, search and order on top, and below it the endless list of who that leaves. */
export function ListPanel({ search, change, searchBox, selecting }: Props) {
  const { t } = useTranslation('leads');
  const list = useInfiniteQuery(applicationsQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.panel} aria-label={t('list')}>
      <div className={classes.controls}>
        <CampaignPicker search={search} change={change} />
        <FolderPicker search={search} onChange={(folder) => change({ folder })} />
        <SearchForm search={search} change={change} searchBox={searchBox} />
        <SortRow search={search} change={change} />
      </div>
      {list.data?.pages[0]?.similar && items.length > 0 && (
        <p className={classes.similar}>{t('similar', { query: search.q ?? '' })}</p>
      )}
      {list.isError ? (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows count={9} withAvatar />
      ) : items.length === 0 ? (
        <NobodyHere search={search} change={change} />
      ) : (
        <VirtualList<Application>
          items={items}
          getKey={(application) => String(application.id)}
          renderItem={(application) => (
            <CandidateRow
              application={application}
              search={search}
              active={application.id === search.id}
              selected={selecting.has(application.id)}
              onOpen={() => change({ id: application.id })}
              onSelect={(extend) => selecting.pick(application.id, extend)}
            />
          )}
          rowHeight={92}
          label={t('candidates')}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          loadMore={() => void list.fetchNextPage()}
          activeKey={search.id === undefined ? null : String(search.id)}
        />
      )}
      <Suspense fallback={null}>{!selecting.empty && <BulkBar selecting={selecting} search={search} />}</Suspense>
    </section>
  );
}

function SortRow({ search, change }: Pick<Props, 'search' | 'change'>) {
  const { t } = useTranslation('leads');
  const labelName = useLabelName();
  const labels = useQuery({ ...labelsQuery, enabled: search.label !== undefined });
  const label = labels.data?.find(({ id }) => id === search.label);
  const ascending = search.order === 'asc';
  const direction = ascending ? t('oldestFirst') : t('newestFirst');
  const { data: past } = useQuery(bulkActionsQuery);
  const [dialog, setDialog] = useState<'export' | 'past' | null>(null);
  return (
    <Group gap={4} justify="space-between">
      <span className={classes.chosenLabel}>
        <FoundNumber search={search} />
        {search.label !== undefined && labels.data && (
          <LabelChip
            name={label ? labelName(label) : t('unknownLabel')}
            color={label ? label.color : 'slate'}
            onRemove={() => change({ label: undefined })}
          />
        )}
      </span>
      <Group gap={0} wrap="nowrap" ms="auto">
        <Select
          variant="unstyled"
          size="xs"
          w="8rem"
          aria-label={t('sortBy')}
          data={[
            { value: 'active', label: t('lastActivity') },
            { value: 'added', label: t('dateAdded') },
          ]}
          value={search.sort ?? 'active'}
          onChange={(value) => change({ sort: value === 'added' ? 'added' : undefined })}
          allowDeselect={false}
        />
        <Tooltip label={direction}>
          <ActionIcon aria-label={direction} onClick={() => change({ order: ascending ? undefined : 'asc' })}>
            {ascending ? <IconArrowUp size={16} aria-hidden /> : <IconArrowDown size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        {past && past.length > 0 && (
          <Tooltip label={t('pastBulk')}>
            <ActionIcon aria-label={t('pastBulk')} onClick={() => setDialog('past')}>
              <IconHistory size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('exportList')}>
          <ActionIcon aria-label={t('exportList')} onClick={() => setDialog('export')}>
            <IconFileSpreadsheet size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Suspense fallback={<DialogComes />}>
        {dialog === 'export' && (
          <ExportDialog
            chosen={{ query: findParameters(search), except: [], ...orderOf(search) }}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === 'past' && <PastDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </Group>
  );
}

function NobodyHere({ search, change }: Pick<Props, 'search' | 'change'>) {
  const { t } = useTranslation('leads');
  if (!isNarrowed(search))
    return (
      <EmptyState
        icon={<IconUsers aria-hidden />}
        title={t('empty.title')}
        text={t('empty.text')}
        action={<AddCandidates />}
      />
    );
  const [campaign, ...others] = search.campaign ?? [];
  const onlyCampaign = Boolean(campaign) && others.length === 0 && !(search.q || search.label || search.folder);
  if (onlyCampaign && campaign)
    return (
      <EmptyState
        icon={<IconUsers aria-hidden />}
        title={t('empty.campaign')}
        text={t('empty.text')}
        action={<AddTo campaign={campaign} />}
      />
    );
  return (
    <EmptyState
      icon={<IconX aria-hidden />}
      title={t('nobody.title')}
      text={t('nobody.text')}
      action={
        <Button variant="default" onClick={() => change(nothingNarrowed)}>
          {t('reset')}
        </Button>
      }
    />
  );
}

/** Candidates are added to a campaign; where there are several, or none, one is chosen or made first. */
function AddCandidates() {
  const { t } = useTranslation('leads');
  const { data: campaigns } = useQuery(campaignsQuery);
  if (!campaigns) return null;
  const [campaign, ...others] = campaigns;
  if (!campaign || others.length > 0)
    return <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('empty.toCampaigns')}</Button>;
  return <AddTo campaign={campaign.id} />;
}

function AddTo({ campaign }: { campaign: number }) {
  const { t } = useTranslation('leads');
  const params = { campaignId: campaign, tab: 'by-hand' as const };
  return (
    <Button renderRoot={(props) => <Link to="/campaigns/$campaignId/add/$tab" params={params} {...props} />}>
      {t('empty.add')}
    </Button>
  );
}
