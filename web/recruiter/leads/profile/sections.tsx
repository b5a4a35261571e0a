import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import type { Profile } from '../queries.ts';
import { Attributes } from './attributes.tsx';
import { Details } from './details.tsx';
import { History } from './history.tsx';
import { Merges } from './merges.tsx';
import { type OnOpen, OtherApplications } from './other-applications.tsx';
import { Responses } from './responses.tsx';
import { Resume } from './resume.tsx';
import { Section } from './section.tsx';

const Sharing = lazy(async () => {
  const [{ Sharing: Part }] = await Promise.all([import('./sharing.tsx'), loadLateArea('sharing')]);
  return { default: Part };
});

/** What stands below the folder buttons. A new part of the profile is a file beside this one and a section here. */
export function Sections({ profile, onOpen }: { profile: Profile; onOpen: OnOpen }) {
  const { t } = useTranslation('profile');
  const { interview, otherApplications, resume } = profile;
  return (
    <>
      <Section name="details" title={t('details')} initiallyOpen>
        <Details profile={profile} />
      </Section>
      {profile.attributes.length > 0 && (
        <Section name="attributes" title={t('attributes')} initiallyOpen>
          <Attributes profile={profile} />
        </Section>
      )}
      <Section
        name="responses"
        title={t('responses')}
        hint={interview && `${interview.answered}/${interview.total}`}
        initiallyOpen
      >
        <Responses applicationId={profile.id} />
      </Section>
      <Section name="resume" title={t('resume')} initiallyOpen={resume !== null}>
        <Resume profile={profile} />
      </Section>
      {otherApplications.length > 0 && (
        <Section name="others" title={t('otherApplications')} hint={otherApplications.length} initiallyOpen>
          <OtherApplications profile={profile} onOpen={onOpen} />
        </Section>
      )}
      <Section name="sharing" title={t('sharing')}>
        <Suspense fallback={<SkeletonRows count={2} />}>
          <Sharing applicationId={profile.id} />
        </Suspense>
      </Section>
      <Section name="history" title={t('history.title')}>
        <History applicationId={profile.id} />
      </Section>
      <Merges profile={profile} />
    </>
  );
}
