import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import { IconDots, IconFolderShare, IconMessage, IconTag, IconUserPlus, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { lazyExportDialog } from '../../exports/lazy-dialog.ts';
import { useSession } from '../../session.ts';
import { applicationsQuery } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';
import classes from './bulk.module.css';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Act } from './draft.ts';
import { foldersQuery, toSelection, totalQuery } from './queries.ts';
import { orderOf, type Selecting, type Selection } from './selection.ts';

interface Props {
  selecting: Selecting;
  search: LeadsSearch;
}

/** How many are selected, and what can be done to them at once. */
export function BulkBar({ selecting, search }: Props) {
  const { t } = useTranslation('bulk');
  const formats = useFormats();
  const [act, setAct] = useState<Act | null>(null);
  const [exporting, setExporting] = useState(false);
  const { data: total } = useQuery(totalQuery(search));
  const { selection } = selecting;
  const count = selection.all ? Math.max(0, (total ?? 0) - selection.ids.size) : selection.ids.size;
  const strangers = useStrangers(selection, search);
  const everybody = selection.all && selection.ids.size === 0;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('bar')} data-bulk-bar>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text fw={600} role="status" className={classes.count}>
          {t('selected', { count, shown: formats.number(count) })}
        </Text>
        {total !== undefined && !everybody && (
          <Button variant="subtle" size="compact-sm" onClick={selecting.pickAll}>
            {t('selectAll', { shown: formats.number(total) })}
          </Button>
        )}
        <Tooltip label={t('clear')}>
          <ActionIcon aria-label={t('clear')} onClick={selecting.clear}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap={4} mt={6} wrap="nowrap">
        {strangers ? (
          <Button
            size="compact-md"
            leftSection={<IconUserPlus size={15} aria-hidden />}
            onClick={() => setAct({ kind: 'campaign' })}
          >
            {t('addToCampaign')}
          </Button>
        ) : (
          <MoveMenu onPick={(folder, name) => setAct({ kind: 'folder', folder, name })} />
        )}
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconMessage size={15} aria-hidden />}
          onClick={() => setAct({ kind: 'message' })}
        >
          {t('message')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconTag size={15} aria-hidden />}
          onClick={() => setAct({ kind: 'label' })}
        >
          {t('label')}
        </Button>
        <MoreMenu onPick={(kind) => setAct({ kind })} onExport={() => setExporting(true)} />
      </Group>
      <Suspense fallback={<DialogComes />}>
        {exporting && (
          <ExportDialog
            chosen={{ ...toSelection(selection, search), ...orderOf(search) }}
            onClose={() => setExporting(false)}
          />
        )}
      </Suspense>
      {act && (
        <BulkDialog
          act={act}
          selection={selection}
          search={search}
          onClose={() => setAct(null)}
          onStarted={() => {
            setAct(null);
            selecting.clear();
          }}
        />
      )}
    </div>
  );
}

/** Whether all who are selected came without a campaign, so that there is nothing to decide about them yet. */
function useStrangers({ all, ids }: Selection, search: LeadsSearch): boolean {
  const list = useInfiniteQuery(applicationsQuery(search));
  const only = (chosen: readonly unknown[] | undefined, one: unknown) => chosen?.length === 1 && chosen[0] === one;
  if (only(search.campaign, 0) || only(search.folder, 'no_campaign')) return true;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return !all && ids.size > 0 && [...ids].every((id) => items.find((item) => item.id === id)?.campaignId === null);
}

function MoveMenu({ onPick }: { onPick: (folder: string, name: string | null) => void }) {
  const { t } = useTranslation('bulk');
  const { data } = useQuery(foldersQuery);
  const folders = data?.filter(({ key }) => key !== 'no_campaign') ?? [];
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <Button variant="default" size="compact-md" leftSection={<IconFolderShare size={15} aria-hidden />}>
          {t('move')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {folders.map(({ key, name }) => (
          <Menu.Item key={key} onClick={() => onPick(key, name)}>
            <FolderBadge folder={key} name={name} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const others = ['campaign', 'assign', 'invitation', 'pin', 'stopBot', 'resumeBot', 'delete'] as const;

const ExportDialog = lazyExportDialog();

function MoreMenu({ onPick, onExport }: { onPick: (kind: (typeof others)[number]) => void; onExport: () => void }) {
  const { t } = useTranslation('bulk');
  const { user } = useSession();
  const possible = others.filter((kind) => kind !== 'delete' || user.role === 'owner');
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={28} ms="auto" aria-label={t('more')}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onExport}>{t('acts.export')}</Menu.Item>
        {possible.map((kind) => (
          <Menu.Item key={kind} color={kind === 'delete' ? 'red' : undefined} onClick={() => onPick(kind)}>
            {t(`acts.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
