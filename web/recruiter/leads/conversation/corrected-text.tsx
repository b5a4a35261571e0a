import { useTranslation } from 'react-i18next';
import { useChangeSentences } from '../profile/changes.ts';

/** What was corrected, each with what stood there before. */
export function CorrectedText({ changes }: { changes: unknown }) {
  const { t } = useTranslation('leads');
  const sentences = useChangeSentences()(changes);
  return <bdi>{sentences.join(' · ') || t('chat.events.edited')}</bdi>;
}
