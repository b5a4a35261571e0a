import { Button, Paper, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useArchive } from './archive.ts';
import classes from './danger-section.module.css';
import { DeleteDialog } from './delete-dialog.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import type { CampaignDetails } from './queries.ts';
import { Section } from './section.tsx';

/** What concerns the campaign as a whole. */
export function DangerSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const navigate = useNavigate();
  const archive = useArchive();
  const [asking, setAsking] = useState<'duplicate' | 'delete' | null>(null);
  const { id, title } = campaign;
  const archived = campaign.archivedAt !== null;
  return (
    <Section title={t('danger.heading')}>
      <Paper withBorder>
        <Act title={t('danger.duplicate')} text={t('danger.duplicateText')}>
          <Button variant="default" onClick={() => setAsking('duplicate')}>
            {t('danger.duplicate')}
          </Button>
        </Act>
        <Act
          title={archived ? t('danger.unarchive') : t('danger.archive')}
          text={archived ? t('danger.unarchiveText') : t('danger.archiveText')}
        >
          <Button
            variant="default"
            loading={archive.isPending}
            onClick={() => archive.mutate({ id, title, archived: !archived })}
          >
            {archived ? t('danger.unarchive') : t('danger.archive')}
          </Button>
        </Act>
        <Act title={t('danger.delete')} text={campaign.can.delete ? t('danger.deleteText') : t('danger.deleteNot')}>
          <Button color="red" variant="outline" disabled={!campaign.can.delete} onClick={() => setAsking('delete')}>
            {t('danger.delete')}
          </Button>
        </Act>
      </Paper>
      <DuplicateDialog campaign={campaign} opened={asking === 'duplicate'} onClose={() => setAsking(null)} />
      <DeleteDialog
        campaign={campaign}
        opened={asking === 'delete'}
        onClose={() => setAsking(null)}
        onDeleted={() => void navigate({ to: '/' })}
      />
    </Section>
  );
}

function Act({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className={classes.act}>
      <div>
        <Title order={3}>{title}</Title>
        <Text c="dimmed">{text}</Text>
      </div>
      {children}
    </div>
  );
}
