import '@mantine/core/styles/Radio.layer.css';
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import { fullName, usePersonName } from '../person-name.ts';
import type { Application, Profile } from '../queries.ts';
import { useUndoMerge } from './merges.tsx';

/** `search` is looked for at first; without it, those of the same name. */
type Props = { profile: Profile; opened: boolean; onClose: () => void; search?: string };
type Person = Pick<Application, 'candidateId' | 'email' | 'phone'> & { name: string; applications: Application[] };

const mostFound = 30;

/** Finds the other candidate (those of the same name first), says what becomes of whom, and merges. */
export function MergeDialog({ profile, opened, onClose, search }: Props) {
  const { t } = useTranslation(['profile', 'leads']);
  const name = usePersonName()(profile);
  const [typed, setTyped] = useState(search ?? fullName(profile));
  const [chosen, setChosen] = useState<Person | null>(null);
  const [keepOther, setKeepOther] = useState(false);
  const { people, error, refetch } = usePeople(typed, profile);
  const merge = useMerge(onClose);
  const other = chosen ? nameOf(chosen) : '';
  const names = keepOther ? { kept: other, merged: name } : { kept: name, merged: other };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('merge.title', { name })} size="lg">
      <Stack>
        <TextInput
          data-autofocus
          aria-label={t('merge.search')}
          placeholder={t('merge.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(null);
          }}
        />
        {error && <ErrorNotice error={error} onRetry={refetch} />}
        {!people && !error && typed.trim() && <SkeletonRows count={3} />}
        {people?.length === 0 && <Text c="dimmed">{t('merge.nobody')}</Text>}
        {people && people.length > 0 && (
          <Radio.Group
            aria-label={t('merge.people')}
            value={chosen ? String(chosen.candidateId) : ''}
            onChange={(id) => {
              const person = people.find(({ candidateId }) => String(candidateId) === id) ?? null;
              setChosen(person);
              // Who has a name is kept, unless one decides otherwise.
              setKeepOther(!fullName(profile) && Boolean(person?.name));
            }}
          >
            <Stack gap="xs" mah="40dvh" style={{ overflowY: 'auto' }}>
              {people.map((person) => (
                <Radio
                  key={person.candidateId}
                  value={String(person.candidateId)}
                  label={nameOf(person)}
                  description={[
                    person.email,
                    person.phone,
                    t('merge.applications', { count: person.applications.length }),
                    ...new Set(person.applications.map(({ campaignTitle }) => campaignTitle ?? t('leads:noCampaign'))),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {chosen && (
          <>
            <Radio.Group
              label={t('merge.keep')}
              value={keepOther ? 'other' : 'this'}
              onChange={(value) => setKeepOther(value === 'other')}
            >
              <Group mt={6}>
                <Radio value="this" label={[name, profile.email ?? profile.phone].filter(Boolean).join(' · ')} />
                <Radio value="other" label={[other, chosen.email ?? chosen.phone].filter(Boolean).join(' · ')} />
              </Group>
            </Radio.Group>
            <Text>{t('merge.explain', names)}</Text>
          </>
        )}
        {merge.error && <ErrorNotice error={merge.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('leads:cancel')}
          </Button>
          <Button
            disabled={!chosen}
            loading={merge.isPending}
            onClick={() => {
              const [theirs] = chosen?.applications ?? [];
              if (!theirs) return;
              const ids = keepOther ? { kept: theirs.id, merged: profile.id } : { kept: profile.id, merged: theirs.id };
              merge.mutate({ ids, names });
            }}
          >
            {t('merge.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function nameOf(person: Person): string {
  return person.name || person.email || person.phone || String(person.candidateId);
}

function usePeople(typed: string, profile: Profile) {
  const [q] = useDebouncedValue(typed.trim(), 200);
  const { data, error, refetch } = useQuery({
    queryKey: ['candidate-search', q, mostFound],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications', { params: { query: { q, limit: mostFound } }, signal })),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const groups = Map.groupBy(data?.items ?? [], ({ candidateId }) => candidateId);
  groups.delete(profile.candidateId);
  const people = [...groups].map(([candidateId, applications]): Person => {
    const [first] = applications as [Application];
    return { candidateId, name: fullName(first), email: first.email, phone: first.phone, applications };
  });
  return { people: data && people, error, refetch: () => void refetch() };
}

function useMerge(onDone: () => void) {
  const { t } = useTranslation(['profile', 'leads']);
  const queryClient = useQueryClient();
  const undo = useUndoMerge();
  return useMutation({
    mutationFn: ({ ids }: { ids: { kept: number; merged: number }; names: { kept: string; merged: string } }) =>
      unwrap(
        api.POST('/api/applications/{applicationId}/merges/{mergedApplicationId}', {
          params: { path: { applicationId: ids.kept, mergedApplicationId: ids.merged } },
        }),
      ),
    onSuccess: ({ mergeId }, { names }) => {
      onDone();
      toast.undo(t('merge.done', names), () => undo.mutate({ mergeId, name: names.merged }));
      void queryClient.invalidateQueries({ queryKey: ['application'] });
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
    },
  });
}
