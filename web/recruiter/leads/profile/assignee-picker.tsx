import { Button, Combobox, Text } from '@mantine/core';
import { IconUserPlus, IconUserX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useSession } from '../../session.ts';
import { usePersonName } from '../person-name.ts';
import type { Profile } from '../queries.ts';
import { SearchPicker, useSearchPicker } from './search-picker.tsx';
import classes from './teamwork.module.css';

const nobody = 'nobody';

interface Props {
  profile: Profile;
  /** In the head of the conversation there is little room: the name goes where it is narrow, the face stays. */
  place: 'conversation' | 'profile';
}

/** Whose candidate it is; a list of the team gives it to somebody else. Who can not have it stands there with the reason. */
export function AssigneePicker({ profile, place }: Props) {
  const { t } = useTranslation('profile');
  const picker = useSearchPicker();
  const team = useQuery({ ...assigneesQuery(profile.id), enabled: picker.opened });
  const assign = useAssign(profile);
  // Shown at once; a button that is disabled meanwhile would lose the focus.
  const assignee = assign.isPending ? assign.given : profile.assignee;
  const { typed } = picker;
  const found = (team.data ?? []).filter(({ name }) => name.toLocaleLowerCase().includes(typed.toLocaleLowerCase()));

  function submit(value: string): void {
    const to = value === nobody ? null : (team.data?.find(({ id }) => id === value) ?? null);
    if (!assign.isPending && (to?.id ?? null) !== (assignee?.id ?? null)) assign.mutate(to);
  }

  return (
    <SearchPicker
      picker={picker}
      target={
        <Button
          size={place === 'conversation' ? 'compact-sm' : 'compact-md'}
          variant="default"
          className={classes.assign}
          data-assign={place}
          aria-busy={assign.isPending}
          aria-label={assignee ? t('assign.to', { name: assignee.name }) : t('assign.open')}
          title={assignee?.former ? t('assign.former') : assignee?.name}
          onClick={() => picker.combobox.toggleDropdown()}
        >
          <span className={classes.who}>
            {assignee ? (
              <PersonAvatar id={assignee.id} name={assignee.name} size={18} />
            ) : (
              <IconUserPlus size={15} aria-hidden />
            )}
            <span className={classes.name} data-former={assignee?.former || undefined}>
              {assignee ? assignee.name : t('assign.open')}
            </span>
          </span>
        </Button>
      }
      names={{ dialog: t('assign.open'), search: t('assign.search'), options: t('assign.team') }}
      most={{ length: 100, height: 280 }}
      width={280}
      onPick={submit}
      nothing={team.data && found.length === 0 ? t('assign.notFound') : null}
      below={
        team.isError && (
          <Text size="sm" c="var(--mantine-color-error)" p="xs" role="alert">
            {t('assign.notLoaded')}
          </Text>
        )
      }
    >
      {assignee && !typed && (
        <Combobox.Option value={nobody} className={classes.option}>
          <IconUserX size={22} aria-hidden />
          {t('nobodyAssigned')}
        </Combobox.Option>
      )}
      {found.map((person) => (
        <PersonOption key={person.id} person={person} active={person.id === assignee?.id} />
      ))}
    </SearchPicker>
  );
}

type Assignee = Awaited<ReturnType<ReturnType<typeof assigneesQuery>['queryFn']>>[number];

function PersonOption({ person, active }: { person: Assignee; active: boolean }) {
  const { t } = useTranslation('profile');
  const { user } = useSession();
  return (
    <Combobox.Option value={person.id} disabled={!person.possible} active={active} className={classes.option}>
      <PersonAvatar id={person.id} name={person.name} photoUrl={person.photoUrl} size={22} />
      <span>
        {person.id === user.id ? t('assign.you', { name: person.name }) : person.name}
        {!person.possible && <span className={classes.why}>{t('assign.noAccess')}</span>}
        {person.possible && person.away && <span className={classes.why}>{t('assign.away')}</span>}
      </span>
    </Combobox.Option>
  );
}

function assigneesQuery(applicationId: number) {
  return {
    queryKey: ['application', applicationId, 'assignees'],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      unwrap(api.GET('/api/applications/{applicationId}/assignees', { params: { path: { applicationId } }, signal })),
    staleTime: 0,
  };
}

type Person = { id: string; name: string };

/** Told with a way back, which leads to whoever had it before. */
function useAssign(profile: Profile) {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  const who = usePersonName()(profile);
  const before = profile.assignee;
  const give = (to: Person | null) => {
    const params = { path: { applicationId: profile.id } };
    return to
      ? unwrap(api.PUT('/api/applications/{applicationId}/assignee', { params, body: { userId: to.id } }))
      : unwrap(api.DELETE('/api/applications/{applicationId}/assignee', { params }));
  };
  const refresh = () => {
    for (const queryKey of [['application', profile.id], ['applications'], ['folder-counts']])
      void queryClient.invalidateQueries({ queryKey });
  };
  const { mutate, isPending, variables } = useMutation({
    mutationFn: give,
    onSuccess: ({ assignee }) => {
      const key = ['application', profile.id, 'profile'];
      queryClient.setQueryData<Profile>(key, (shown) => shown && { ...shown, assignee });
      const said = assignee
        ? t('assign.done', { candidate: who, name: assignee.name })
        : t('assign.taken', { candidate: who });
      if (before?.former) return toast.success(said);
      toast.undo(said, () => void give(before).then(refresh, toast.error));
    },
    onError: (error) => toast.error(error),
    onSettled: refresh,
  });
  const given = variables ? { ...variables, former: false } : null;
  return { mutate, isPending, given };
}
