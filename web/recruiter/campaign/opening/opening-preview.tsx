import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { substitute } from '../../../../server/conversations/tokens.ts';
import { words } from '../../../../server/openings/words.ts';
import { useSession } from '../../session.ts';
import { Bubble, PhoneFrame, phoneHint } from '../phone-frame.tsx';
import { type CampaignDetails, tokenValuesQuery } from '../queries.ts';
import { MessengerCard } from './messenger-card.tsx';
import type { OpeningValues } from './opening-section.tsx';

/** What somebody sees in Messenger who asks for the openings, and what follows; as it stands in the form. */
export function OpeningPreview({ campaign, values }: { campaign: CampaignDetails; values: OpeningValues }) {
  const { t } = useTranslation('campaign');
  const { company } = useSession();
  const tokens = useQuery(tokenValuesQuery(campaign.id, undefined)).data ?? {};
  // The company's language is that of the menu, the campaign's that of what follows.
  const said = company.language === 'es' ? 'es' : 'en';
  const follows = campaign.language === 'es' ? 'es' : 'en';
  const { mode, subtitle, description } = values;
  const begin = (mode === 'inquiry' ? words.ask : words.apply)[said];
  const definition = campaign.interview.definition as { greeting?: string; questions?: { text: string }[] };
  if (mode === 'disabled')
    return (
      <PhoneFrame title={company.name} subtitle="Messenger">
        <span className={phoneHint}>{t('opening.previewDisabled')}</span>
      </PhoneFrame>
    );
  return (
    <PhoneFrame title={company.name} subtitle="Messenger">
      <MessengerCard
        title={values.title || campaign.title.slice(0, 80)}
        subtitle={subtitle}
        buttons={[begin, ...(description.trim() ? [words.viewDescription[said]] : [])]}
      />
      <Bubble own>{begin}</Bubble>
      {mode === 'inquiry' ? (
        <>
          <Bubble>{words.inquiryPrompt[follows]}</Bubble>
          <Bubble own>{t('opening.previewInquiry')}</Bubble>
          <Bubble>{words.inquiryThanks[follows]}</Bubble>
        </>
      ) : (
        <Bubble>
          {substitute([definition.greeting, definition.questions?.[0]?.text].filter(Boolean).join('\n\n'), tokens)}
        </Bubble>
      )}
    </PhoneFrame>
  );
}
