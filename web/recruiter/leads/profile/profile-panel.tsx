import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { profileQuery } from '../queries.ts';
import { FolderButtons, type OnMove } from './folder-buttons.tsx';
import { Header } from './header.tsx';
import { Labels } from './labels.tsx';
import type { OnOpen } from './other-applications.tsx';
import classes from './profile.module.css';

const Sections = lazy(async () => {
  const [{ Sections }] = await Promise.all([import('./sections.tsx'), loadLateArea('profile')]);
  return { default: Sections };
});

const Teamwork = lazy(async () => {
  const [{ Teamwork }] = await Promise.all([import('./teamwork.tsx'), loadLateArea('profile')]);
  return { default: Teamwork };
});

interface Props {
  applicationId: number;
  onMove: OnMove;
  onOpen: OnOpen;
  onLabel: (labelId: number) => void;
  /** The application is there no more. */
  onGone: () => void;
}

/** Who the candidate is, where they stand, and what they answered. */
export function ProfilePanel({ applicationId, onMove, onOpen, onLabel, onGone }: Props) {
  const { t } = useTranslation('leads');
  const { data, error, refetch } = useQuery(profileQuery(applicationId));
  // Drawn piece by piece: the page answers keys meanwhile.
  const profile = useDeferredValue(data);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!profile) return <SkeletonRows count={7} />;
  return (
    <section className={classes.panel} aria-label={t('profile')} data-shown={profile.id}>
      <Header profile={profile} onGone={onGone} />
      <Suspense fallback={<div style={{ minBlockSize: 28 }} />}>
        <Teamwork profile={profile} />
      </Suspense>
      <FolderButtons profile={profile} onMove={onMove} />
      <Labels profile={profile} onLabel={onLabel} />
      <Suspense fallback={<SkeletonRows count={5} />}>
        <Sections profile={profile} onOpen={onOpen} />
      </Suspense>
    </section>
  );
}
