import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconFileSpreadsheet,
  IconSettings,
  IconTrash,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useArchive } from '../campaign/archive.ts';
import type { Campaign } from './queries.ts';

// Loaded when asked for: forms are a good part of what the first screen would weigh.
const DeleteDialog = lazy(async () => ({ default: (await import('../campaign/delete-dialog.tsx')).DeleteDialog }));
const DuplicateDialog = lazy(async () => ({
  default: (await import('../campaign/duplicate-dialog.tsx')).DuplicateDialog,
}));

const icon = { size: 15, 'aria-hidden': true } as const;

/** What can be done with a campaign, at the end of its row. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('home');
  const [asking, setAsking] = useState<'duplicate' | 'delete' | null>(null);
  const archive = useArchive();
  const { id, title } = campaign;
  const params = { campaignId: id };
  const archived = campaign.archivedAt !== null;
  const label = t('actionsOf', { title });
  return (
    <>
      <Menu position="bottom-end" width={210} keepMounted={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Tooltip label={t('actions')}>
            <ActionIcon size="lg" aria-label={label}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUsers {...icon} />}
            renderRoot={(props) => <Link to="/leads" search={{ campaign: [id] }} {...props} />}
          >
            {t('menu.leads')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings {...icon} />}
            renderRoot={(props) => (
              <Link to="/campaigns/$campaignId/settings/$section" params={{ ...params, section: 'basic' }} {...props} />
            )}
          >
            {t('menu.settings')}
          </Menu.Item>
          {!archived && (
            <Menu.Item
              leftSection={<IconUserPlus {...icon} />}
              renderRoot={(props) => (
                <Link to="/campaigns/$campaignId/add/$tab" params={{ ...params, tab: 'by-hand' }} {...props} />
              )}
            >
              {t('menu.add')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => setAsking('duplicate')}>
            {t('menu.duplicate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileSpreadsheet {...icon} />}
            component="a"
            href={`/api/campaigns/${id}/export.xlsx`}
            download
          >
            {t('menu.export')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={archived ? <IconArchiveOff {...icon} /> : <IconArchive {...icon} />}
            onClick={() => archive.mutate({ id, title, archived: !archived })}
          >
            {archived ? t('menu.unarchive') : t('menu.archive')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash {...icon} />}
            color="red"
            disabled={!campaign.can.delete}
            title={campaign.can.delete ? undefined : t('menu.deleteNot')}
            onClick={() => setAsking('delete')}
          >
            {t('menu.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {asking === 'duplicate' && <DuplicateDialog campaign={campaign} opened onClose={() => setAsking(null)} />}
        {asking === 'delete' && <DeleteDialog campaign={campaign} opened onClose={() => setAsking(null)} />}
      </Suspense>
    </>
  );
}
