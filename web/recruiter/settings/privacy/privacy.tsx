import { Button, Checkbox, Group, NumberInput, Stack, Switch, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import { UnsavedChanges } from '../../../ui/unsaved-changes.tsx';
import { countsQuery } from '../../leads/queries.ts';

type Rule = { months: number; folders: string[] };

const ruleQuery = {
  queryKey: ['retention'],
  queryFn: ({ signal }: { signal: AbortSignal }) => unwrap(api.GET('/api/retention', { signal })),
};

/** How long the company keeps people of whom nothing is heard any more; off until an owner decides. */
export function Privacy() {
  const { t } = useTranslation('privacy');
  const { data, error, refetch } = useQuery(ruleQuery);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={4} />;
  return (
    <Stack maw="36rem" component="section" aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      <Text>{t('text')}</Text>
      <RuleForm key={JSON.stringify(data.rule)} saved={data.rule} />
    </Stack>
  );
}

function RuleForm({ saved }: { saved: Rule | null }) {
  const { t } = useTranslation('privacy');
  const queryClient = useQueryClient();
  const [on, setOn] = useState(saved !== null);
  const [months, setMonths] = useState<number | string>(saved?.months ?? 24);
  const [folders, setFolders] = useState(saved?.folders ?? ['rejected', 'no_response']);
  const [asking, setAsking] = useState(false);
  const possible = typeof months === 'number' && months >= 1 && months <= 120 && folders.length > 0;
  const rule = on && possible ? { months: Math.floor(months), folders } : null;
  const dirty = JSON.stringify(on ? { months, folders } : null) !== JSON.stringify(saved);
  const save = useMutation({
    mutationFn: () => unwrap(api.PUT('/api/retention', { body: { rule } })),
    onSuccess: (stored) => {
      toast.success(t('saved'));
      queryClient.setQueryData(ruleQuery.queryKey, stored);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (rule) setAsking(true);
        else if (!on) save.mutate();
      }}
    >
      <UnsavedChanges dirty={dirty && !save.isSuccess} />
      <Stack>
        <Switch label={t('on')} checked={on} onChange={({ currentTarget }) => setOn(currentTarget.checked)} />
        {on && (
          <>
            <NumberInput
              label={t('months')}
              description={t('monthsHint')}
              value={months}
              onChange={setMonths}
              min={1}
              max={120}
              allowDecimal={false}
              maw="12rem"
            />
            <Folders chosen={folders} onChange={setFolders} />
            <Trial rule={rule} />
          </>
        )}
        {save.error && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" disabled={!dirty || (on && !possible)} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('confirmTitle')}
        confirmLabel={t('confirm')}
        onConfirm={() => save.mutateAsync()}
        danger
      >
        <Stack gap="xs">
          {t('confirmText')}
          <Trial rule={rule} />
        </Stack>
      </ConfirmDialog>
    </form>
  );
}

function Folders({ chosen, onChange }: { chosen: string[]; onChange: (folders: string[]) => void }) {
  const { t } = useTranslation('privacy');
  const folderName = useFolderName();
  const { data } = useQuery(countsQuery({}));
  return (
    <Checkbox.Group
      label={t('folders')}
      description={t('foldersHint')}
      error={chosen.length === 0 ? t('foldersNeeded') : undefined}
      value={chosen}
      onChange={onChange}
    >
      <Stack gap={8} mt="xs">
        {data?.folders.map(({ key, name }) => (
          <Checkbox key={key} value={key} label={folderName(key, name)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** What the rule would do now, as the server counts it. */
function Trial({ rule }: { rule: Rule | null }) {
  const { t } = useTranslation('privacy');
  const formats = useFormats();
  const [asked] = useDebouncedValue(JSON.stringify(rule), 300);
  const { data, error } = useQuery({
    queryKey: ['retention', 'trial', asked],
    queryFn: ({ signal }) => unwrap(api.POST('/api/retention/trial', { body: JSON.parse(asked) as Rule, signal })),
    enabled: asked !== 'null',
    staleTime: 0,
  });
  if (!rule) return null;
  if (error) return <ErrorNotice error={error} />;
  const count = data?.candidates;
  return (
    <Text role="status" fw={600}>
      {count === undefined ? t('counting') : t('tonight', { count, candidates: formats.number(count) })}
    </Text>
  );
}
