import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import type { CampaignDetails } from '../queries.ts';
import { SaveBar } from '../save-bar.tsx';
import { Section } from '../section.tsx';
import { useDraft } from '../use-draft.ts';
import { useProblems } from '../use-problems.ts';
import { CampaignLinks } from './campaign-links.tsx';
import { OpeningPreview } from './opening-preview.tsx';
import { type Opening, openingQuery } from './queries.ts';

const modes = ['disabled', 'job', 'inquiry'] as const;
/** Messenger's own limit of each field of a card. */
const longestField = 80;

export type OpeningValues = Pick<Opening, 'mode' | 'title' | 'subtitle' | 'description'> & { keyword: string };

/** How the bots of Messenger and WhatsApp offer the campaign, and the links that lead to it. */
export function OpeningSection({ campaign }: { campaign: CampaignDetails }) {
  const { data, error, refetch } = useQuery(openingQuery(campaign.id));
  if (data) return <OpeningForm campaign={campaign} opening={data} />;
  return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <SkeletonRows />;
}

function OpeningForm({ campaign, opening }: { campaign: CampaignDetails; opening: Opening }) {
  const { t } = useTranslation('campaign');
  const queryClient = useQueryClient();
  const draft = useDraft(valuesOf(opening));
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/api/campaigns/{campaignId}/opening', {
          params: { path: { campaignId: campaign.id } },
          body: draft.value,
        }),
      ),
    onSuccess: (stored) => {
      queryClient.setQueryData(openingQuery(campaign.id).queryKey, stored);
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      draft.saved(valuesOf(stored));
      toast.success(t('saved'));
    },
  });
  const { problems, rest, form } = useProblems<HTMLDivElement>(save.error);
  const set = (patch: Partial<OpeningValues>) => {
    save.reset();
    draft.change((before) => ({ ...before, ...patch }));
  };
  const { mode, title, subtitle, description, keyword } = draft.value;
  return (
    <Section
      title={t('opening.heading')}
      text={t('opening.text')}
      preview={<OpeningPreview campaign={campaign} values={draft.value} />}
    >
      <Stack ref={form} gap="lg">
        <Radio.Group
          label={t('opening.mode')}
          value={mode}
          onChange={(value) => set({ mode: value as Opening['mode'] })}
        >
          <Stack gap="xs" mt="xs">
            {modes.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`opening.modes.${one}`)}
                description={t(`opening.modeHints.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('opening.title')}
          description={t('opening.left', { count: longestField - title.length })}
          placeholder={campaign.title.slice(0, longestField)}
          maxLength={longestField}
          value={title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={problems.title}
        />
        <TextInput
          label={t('opening.subtitle')}
          description={t('opening.left', { count: longestField - subtitle.length })}
          maxLength={longestField}
          value={subtitle}
          onChange={(event) => set({ subtitle: event.currentTarget.value })}
          error={problems.subtitle}
        />
        <Textarea
          label={t('opening.description')}
          description={t('opening.descriptionHint')}
          autosize
          minRows={5}
          maxRows={18}
          value={description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          error={problems.description}
        />
        <TextInput
          label={t('opening.keyword')}
          description={t('opening.keywordHint')}
          maw="16rem"
          maxLength={40}
          spellCheck={false}
          value={keyword}
          onChange={(event) => set({ keyword: event.currentTarget.value })}
          error={problems.keyword}
        />
      </Stack>
      <CampaignLinks opening={opening} />
      <SaveBar
        dirty={draft.dirty}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={() => {
          save.reset();
          draft.discard();
        }}
        error={rest}
      />
    </Section>
  );
}

function valuesOf({ mode, title, subtitle, description, keyword }: Opening): OpeningValues {
  return { mode, title, subtitle, description, keyword: keyword?.toUpperCase() ?? '' };
}
