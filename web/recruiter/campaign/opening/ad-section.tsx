import { Button, Code, Group, Radio, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Ad,
  type AdButton,
  type AdProblem,
  adJson,
  adLimits,
  adProblems,
  longestText,
} from '../../../../server/openings/ad.ts';
import { words } from '../../../../server/openings/words.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { campaignsQuery } from '../../leads/queries.ts';
import { useSession } from '../../session.ts';
import { Bubble, PhoneFrame } from '../phone-frame.tsx';
import type { CampaignDetails } from '../queries.ts';
import { Section } from '../section.tsx';
import { AdButtonFields } from './ad-button-fields.tsx';
import { MessengerCard } from './messenger-card.tsx';

type Kind = 'text' | 'image';

/** Makes the greeting of a Messenger advertisement, whose buttons begin the interview of a campaign. */
export function AdSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const campaigns = useQuery(campaignsQuery).data ?? [];
  const [kind, setKind] = useState<Kind>('text');
  const [draft, setDraft] = useState<Ad>(() => firstAd(campaign));
  // What was marked before anybody typed would only be noise.
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const ad = kind === 'image' ? draft : { ...draft, image: '', subtitle: '' };
  const problems: Record<string, AdProblem> = {
    ...adProblems(ad),
    ...(kind === 'image' && !draft.image.trim() ? { image: 'needed' } : {}),
  };
  const problem = (place: string) => {
    const code = problems[place];
    return code && (code === 'too_long' || touched.has(place)) ? t(`ad.problems.${code}`) : undefined;
  };
  const set = (patch: Partial<Ad>) => setDraft((before) => ({ ...before, ...patch }));
  const touch = (place: string) => setTouched((before) => new Set([...before, place]));
  const setButton = (at: number, button: AdButton) => set({ buttons: draft.buttons.with(at, button) });
  const left = longestText(kind === 'image' ? { ...ad, image: 'x' } : ad) - draft.text.trim().length;
  return (
    <Section title={t('ad.heading')} text={t('ad.text')} preview={<AdPreview ad={ad} kind={kind} />}>
      <Stack gap="lg">
        <Radio.Group label={t('ad.kind')} value={kind} onChange={(value) => setKind(value as Kind)}>
          <Group gap="lg" mt="xs">
            <Radio value="text" label={t('ad.kinds.text')} />
            <Radio value="image" label={t('ad.kinds.image')} />
          </Group>
        </Radio.Group>
        {kind === 'image' && (
          <TextInput
            type="url"
            label={t('ad.image')}
            description={t('ad.imageHint')}
            value={draft.image}
            onChange={(event) => set({ image: event.currentTarget.value })}
            onBlur={() => touch('image')}
            error={problem('image')}
          />
        )}
        <Textarea
          label={t('ad.message')}
          description={t('opening.left', { count: left })}
          autosize
          minRows={kind === 'image' ? 1 : 3}
          value={draft.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          onBlur={() => touch('text')}
          error={problem('text')}
        />
        {kind === 'image' && (
          <TextInput
            label={t('opening.subtitle')}
            description={t('opening.left', { count: adLimits.field - draft.subtitle.length })}
            maxLength={adLimits.field}
            value={draft.subtitle}
            onChange={(event) => set({ subtitle: event.currentTarget.value })}
          />
        )}
        {draft.buttons.map((button, at) => (
          <AdButtonFields
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no identity
            key={at}
            number={at + 1}
            button={button}
            campaigns={campaigns}
            problem={(part) => problem(`buttons.${at}.${part}`)}
            onTouch={(part) => touch(`buttons.${at}.${part}`)}
            onChange={(next) => setButton(at, next)}
            onRemove={() => set({ buttons: draft.buttons.toSpliced(at, 1) })}
          />
        ))}
        {draft.buttons.length < adLimits.buttons && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => set({ buttons: [...draft.buttons, { title: '', opens: 'website', url: '' }] })}
          >
            {t('ad.addButton')}
          </Button>
        )}
        <Result json={Object.keys(problems).length === 0 ? adJson(ad) : null} />
      </Stack>
    </Section>
  );
}

function Result({ json }: { json: string | null }) {
  const { t } = useTranslation('campaign');
  return (
    <section aria-labelledby="ad-json">
      <Group justify="space-between">
        <Title order={3} id="ad-json">
          {t('ad.json')}
        </Title>
        {json && <CopyButton value={json} what={t('ad.json')} />}
      </Group>
      <Text c="dimmed" size="sm" mb="xs">
        {json ? t('ad.jsonHint') : t('ad.notYet')}
      </Text>
      {json && (
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} data-testid="ad-json">
          {json}
        </Code>
      )}
    </section>
  );
}

function AdPreview({ ad, kind }: { ad: Ad; kind: Kind }) {
  const { company } = useSession();
  const titles = ad.buttons.map(({ title }) => title || '…');
  const text = ad.text || '…';
  return (
    <PhoneFrame title={company.name} subtitle="Messenger">
      {kind === 'image' || titles.length > 0 ? (
        <MessengerCard
          image={kind === 'image'}
          plain={kind === 'text'}
          title={text}
          subtitle={ad.subtitle}
          buttons={titles}
        />
      ) : (
        <Bubble>{text}</Bubble>
      )}
    </PhoneFrame>
  );
}

function firstAd({ id, title, language }: CampaignDetails): Ad {
  const label = words.apply[language === 'es' ? 'es' : 'en'];
  return { image: '', text: title, subtitle: '', buttons: [{ title: label, opens: 'campaign', id }] };
}
