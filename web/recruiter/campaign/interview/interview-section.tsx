import { Alert, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { toast } from '../../../ui/toast.tsx';
import { type CampaignDetails, campaignQuery, tokenValuesQuery, useKeepCampaign } from '../queries.ts';
import { SaveBar } from '../save-bar.tsx';
import { Section } from '../section.tsx';
import { type Draft, useDraft } from '../use-draft.ts';
import { useProblems } from '../use-problems.ts';
import { AudioField } from './audio-field.tsx';
import { AudioUrls } from './audio-urls.ts';
import { ChatPreview } from './chat-preview.tsx';
import type { InterviewDefinition, Question } from './definition.ts';
import classes from './interview-section.module.css';
import { QuestionList } from './question-list.tsx';

type Edited = { version: number; definition: InterviewDefinition };

/** Opening prompts of the telephone, the chat's greeting, the questions, and the closing. */
export function InterviewSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const draft = useDraft<Edited>(stored(campaign));
  const [uploaded, setUploaded] = useState<Record<string, string>>({});
  const save = useSaveInterview(campaign, draft);
  const values = useQuery(tokenValuesQuery(campaign.id, undefined)).data ?? {};
  const { problems, rest, form } = useProblems<HTMLDivElement>(save.error);
  const { definition } = draft.value;

  function change(patch: Partial<InterviewDefinition>): void {
    if (save.error && !isConflict(save.error)) save.reset();
    draft.change((before) => ({ ...before, definition: { ...before.definition, ...patch } }));
  }

  function restore(index: number, question: Question): void {
    draft.change((before) => {
      const { questions } = before.definition;
      if (questions.some(({ id }) => id === question.id)) return before;
      return { ...before, definition: { ...before.definition, questions: questions.toSpliced(index, 0, question) } };
    });
  }

  const urls = { ...campaign.interview.audioUrls, ...uploaded };
  const context = {
    campaignId: campaign.id,
    urls,
    keep: (key: string, url: string) => setUploaded((before) => ({ ...before, [key]: url })),
  };
  return (
    <AudioUrls value={context}>
      <Section
        title={t('interview.heading')}
        text={t('interview.text')}
        preview={<ChatPreview definition={definition} values={values} company={values.company ?? ''} />}
      >
        {isConflict(save.error) && (
          <Conflict campaign={campaign} draft={draft} onSave={(over) => save.mutate(over)} reset={save.reset} />
        )}
        <div ref={form}>
          <Opening definition={definition} problems={problems} onChange={change} />
          <Textarea
            label={t('interview.greeting')}
            value={definition.greeting}
            onChange={(event) => change({ greeting: event.currentTarget.value })}
            error={problems.greeting}
            mb="xl"
          />
          <QuestionList
            questions={definition.questions}
            problems={problems}
            onChange={(questions) => change({ questions })}
            onRestore={restore}
          />
          <Stack gap={8} mt="xl">
            <Textarea
              label={t('interview.closing')}
              description={t('interview.closingHint')}
              value={definition.closing.text}
              onChange={(event) => change({ closing: { ...definition.closing, text: event.currentTarget.value } })}
              error={problems['closing.text']}
            />
            <AudioField
              what={t('interview.closing')}
              value={definition.closing.audioBlobKey}
              problem={problems['closing.audioBlobKey']}
              onChange={(audioBlobKey) => change({ closing: { ...definition.closing, audioBlobKey } })}
            />
          </Stack>
        </div>
        <SaveBar
          dirty={draft.dirty}
          saving={save.isPending}
          onSave={() => save.mutate(draft.value.version)}
          onDiscard={() => {
            save.reset();
            draft.discard();
          }}
          error={isConflict(save.error) ? null : rest}
        />
      </Section>
    </AudioUrls>
  );
}

function stored(campaign: CampaignDetails): Edited {
  return { version: campaign.interview.version, definition: campaign.interview.definition as InterviewDefinition };
}

/** `mutate` takes the version that is to be replaced. */
function useSaveInterview(campaign: CampaignDetails, draft: Draft<Edited>) {
  const { t } = useTranslation('campaign');
  const keep = useKeepCampaign();
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.PUT('/api/campaigns/{campaignId}/interview', {
          params: { path: { campaignId: campaign.id } },
          body: { version, definition: draft.value.definition as unknown as Record<string, unknown> },
        }),
      ),
    onSuccess: (saved) => {
      keep(saved);
      draft.saved(stored(saved));
      toast.success(t('saved'));
    },
  });
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'changed_meanwhile';
}

interface ConflictProps {
  campaign: CampaignDetails;
  draft: Draft<Edited>;
  onSave: (over: number) => void;
  reset: () => void;
}

/** Two people edited at once: who comes second decides whose stays. */
function Conflict({ campaign, draft, onSave, reset }: ConflictProps) {
  const { t } = useTranslation('campaign');
  const theirs = useQuery({ ...campaignQuery(campaign.id), staleTime: 0, refetchOnMount: 'always' });
  const newest = theirs.isFetching ? undefined : theirs.data;
  return (
    <Alert color="amber" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('interview.conflict')} mb="md">
      <Text mb="xs">{t('interview.conflictText')}</Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={!newest}
          onClick={() => {
            if (newest) draft.saved(stored(newest));
            reset();
          }}
        >
          {t('interview.takeTheirs')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!newest}
          onClick={() => newest && onSave(newest.interview.version)}
        >
          {t('interview.keepMine')}
        </Button>
      </Group>
    </Alert>
  );
}

interface OpeningProps {
  definition: InterviewDefinition;
  problems: Readonly<Record<string, string>>;
  onChange: (patch: Partial<InterviewDefinition>) => void;
}

function Opening({ definition, problems, onChange }: OpeningProps) {
  const { t } = useTranslation('campaign');
  const { opening } = definition;
  const prompts = [
    ['introduction', undefined],
    ['privacy', t('interview.privacyHint')],
    ['instructions', t('interview.instructionsHint')],
  ] as const;
  return (
    <section className={classes.opening} aria-labelledby="opening-title">
      <Title order={3} id="opening-title">
        {t('interview.opening')}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('interview.openingHint')}
      </Text>
      <Stack>
        {prompts.map(([name, hint]) => {
          const set = (patch: Partial<(typeof opening)[typeof name]>) =>
            onChange({ opening: { ...opening, [name]: { ...opening[name], ...patch } } });
          return (
            <Stack key={name} gap={6}>
              <Textarea
                label={t(`interview.${name}`)}
                description={hint}
                value={opening[name].text}
                onChange={(event) => set({ text: event.currentTarget.value })}
                error={problems[`opening.${name}.text`]}
              />
              <AudioField
                what={t(`interview.${name}`)}
                value={opening[name].audioBlobKey}
                problem={problems[`opening.${name}.audioBlobKey`]}
                onChange={(audioBlobKey) => set({ audioBlobKey })}
              />
            </Stack>
          );
        })}
      </Stack>
    </section>
  );
}
