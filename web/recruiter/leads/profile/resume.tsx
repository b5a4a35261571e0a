import { ActionIcon, Button, FileButton, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconMaximize, IconTrash, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import type { Profile } from '../queries.ts';
import { PictureView } from './picture-view.tsx';
import classes from './profile.module.css';
import { TextView } from './text-view.tsx';
import { useFileChange } from './use-file-change.ts';

const PdfView = lazy(async () => ({ default: (await import('./pdf-view.tsx')).PdfView }));

const mostBytes = 10 * 1024 * 1024;
const kinds = '.pdf,.docx,.doc,.rtf,.odt,.txt,.jpg,.jpeg,.png,.webp';

/** The candidate's résumé: looked at here where that can be done safely, downloaded, uploaded, replaced and removed. */
export function Resume({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const [large, setLarge] = useState(false);
  const [removing, setRemoving] = useState(false);
  const change = useFileChange(profile.id, {
    path: '/api/applications/{applicationId}/resume',
    field: 'file',
    saved: t('resumes.saved'),
    removed: t('resumes.removed'),
  });
  const { resume } = profile;
  function take(file: File | null): void {
    if (!file) return;
    if (file.size > mostBytes) toast.error(t('resumes.tooLarge'));
    else change.mutate(file);
  }
  return (
    <>
      <div className={classes.resumeBar}>
        <Text className={classes.resumeName} c={resume ? undefined : 'dimmed'}>
          {resume?.name ?? t('resumes.none')}
        </Text>
        {resume && (
          <Button
            component="a"
            href={resume.downloadUrl}
            download={resume.name}
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {t('resumes.download')}
          </Button>
        )}
        <FileButton accept={kinds} onChange={take}>
          {(props) => (
            <Button
              size="compact-sm"
              variant="default"
              loading={change.isPending}
              leftSection={<IconUpload size={15} aria-hidden />}
              {...props}
            >
              {resume ? t('resumes.replace') : t('resumes.upload')}
            </Button>
          )}
        </FileButton>
        {resume && (
          <>
            {resume.shows !== 'none' && (
              <Tool label={t('resumes.enlarge')} icon={IconMaximize} onClick={() => setLarge(true)} />
            )}
            <Tool label={t('resumes.remove')} icon={IconTrash} onClick={() => setRemoving(true)} />
          </>
        )}
      </div>
      {resume && <View resume={resume} />}
      {resume && (
        <Dialog opened={large} onClose={() => setLarge(false)} title={resume.name} size="min(60rem, 96vw)">
          <View resume={resume} large />
        </Dialog>
      )}
      <ConfirmDialog
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t('resumes.removeTitle')}
        confirmLabel={t('resumes.remove')}
        onConfirm={() => change.mutateAsync(null)}
        danger
      >
        {t('resumes.removeText', { name: resume?.name ?? '' })}
      </ConfirmDialog>
    </>
  );
}

function Tool({ label, icon: Icon, onClick }: { label: string; icon: typeof IconTrash; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function View({ resume, large = false }: { resume: NonNullable<Profile['resume']>; large?: boolean }) {
  const { t } = useTranslation('profile');
  if (resume.shows === 'none') return <Text c="dimmed">{t('resumes.noPreview')}</Text>;
  if (resume.shows === 'image') return <PictureView key={resume.url} {...resume} large={large} />;
  if (resume.shows === 'text') return <TextView key={resume.url} url={resume.downloadUrl} large={large} />;
  return (
    <Suspense fallback={<SkeletonRows count={4} />}>
      <PdfView key={resume.url} url={resume.url} large={large} />
    </Suspense>
  );
}
