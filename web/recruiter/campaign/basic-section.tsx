import { Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { type Language, languages } from '../../i18n/i18n.ts';
import { countryOptions } from '../../ui/places.ts';
import { toast } from '../../ui/toast.tsx';
import { type CampaignDetails, useKeepCampaign } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { Section } from './section.tsx';
import { useDraft } from './use-draft.ts';
import { useProblems } from './use-problems.ts';

/** Title, country and language. */
export function BasicSection({ campaign }: { campaign: CampaignDetails }) {
  const { t, i18n } = useTranslation('campaign');
  const { t: home } = useTranslation('home');
  const keep = useKeepCampaign();
  const draft = useDraft({
    title: campaign.title,
    country: campaign.country,
    language: campaign.language as Language,
  });
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/campaigns/{campaignId}', {
          params: { path: { campaignId: campaign.id } },
          body: { ...draft.value, title: draft.value.title.trim() },
        }),
      ),
    onSuccess: (stored) => {
      keep(stored);
      draft.saved({ title: stored.title, country: stored.country, language: stored.language as Language });
      toast.success(t('saved'));
    },
  });
  const { problems, rest, form } = useProblems<HTMLDivElement>(save.error);
  const set = (patch: Partial<typeof draft.value>) => {
    save.reset();
    draft.change({ ...draft.value, ...patch });
  };
  const untitled = !draft.value.title.trim();
  return (
    <Section title={t('basic.heading')}>
      <Stack ref={form} maw="30rem">
        <TextInput
          label={home('create.name')}
          description={home('create.nameHint')}
          maxLength={200}
          value={draft.value.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={untitled ? home('create.needed') : problems.title}
        />
        <Select
          label={home('create.country')}
          description={home('create.countryHint')}
          data={countries}
          searchable
          allowDeselect={false}
          value={draft.value.country}
          onChange={(country) => country && set({ country })}
          error={problems.country}
        />
        <Select
          label={home('create.language')}
          description={home('create.languageHint')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          value={draft.value.language}
          onChange={(language) => language && set({ language: language as Language })}
          error={problems.language}
        />
      </Stack>
      <SaveBar
        dirty={draft.dirty}
        saving={save.isPending}
        onSave={() => !untitled && save.mutate()}
        onDiscard={() => {
          save.reset();
          draft.discard();
        }}
        error={rest}
      />
    </Section>
  );
}
