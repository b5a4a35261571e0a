import {
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Badge, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconGripVertical } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSession } from '../session.ts';
import classes from './permissions-section.module.css';
import { type CampaignDetails, type Member, membersQuery } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { Section } from './section.tsx';
import { useDraft } from './use-draft.ts';

/** Who of the team has this campaign. */
export function PermissionsSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const members = useQuery(membersQuery(campaign.id));
  return (
    <Section title={t('permissions.heading')} text={t('permissions.text')}>
      {members.data ? (
        <Lists campaignId={campaign.id} team={members.data} />
      ) : members.isError ? (
        <ErrorNotice error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <SkeletonRows withAvatar />
      )}
    </Section>
  );
}

function Lists({ campaignId, team }: { campaignId: number; team: Member[] }) {
  const { t } = useTranslation('campaign');
  const draft = useDraft(team.filter(({ member }) => member).map(({ id }) => id));
  const save = useSaveMembers(campaignId, draft.value, (stored) =>
    draft.saved(stored.filter(({ member }) => member).map(({ id }) => id)),
  );
  // A finger that scrolls is not one that drags: a short hold tells them apart.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const has = (person: Member) => person.role === 'owner' || draft.value.includes(person.id);
  const within = team.filter(has);
  const without = team.filter((person) => !has(person));

  function set(id: string, member: boolean): void {
    save.reset();
    draft.change((before) => (member ? [...new Set([...before, id])] : before.filter((one) => one !== id)));
  }
  function drop({ active, over }: DragEndEvent): void {
    if (over) set(String(active.id), over.id === 'access');
  }

  return (
    <DndContext sensors={sensors} onDragEnd={drop} accessibility={{ container: document.body }}>
      <Text size="xs" c="dimmed" mb="xs">
        {t('permissions.drop')}
      </Text>
      <div className={classes.lists}>
        <PeopleList id="team" title={t('permissions.team')} empty={t('permissions.nobodyLeft')} count={without.length}>
          {without.map((person) => (
            <PersonLine key={person.id} person={person} inside={false} onMove={() => set(person.id, true)} />
          ))}
        </PeopleList>
        <PeopleList
          id="access"
          title={t('permissions.access')}
          empty={t('permissions.onlyOwners')}
          count={within.length}
        >
          {within.map((person) => (
            <PersonLine key={person.id} person={person} inside onMove={() => set(person.id, false)} />
          ))}
        </PeopleList>
      </div>
      <SaveBar
        dirty={draft.dirty}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={() => {
          save.reset();
          draft.discard();
        }}
        error={save.error}
      />
    </DndContext>
  );
}

function useSaveMembers(campaignId: number, userIds: string[], onSaved: (stored: Member[]) => void) {
  const { t } = useTranslation('campaign');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.PUT('/api/campaigns/{campaignId}/members', { params: { path: { campaignId } }, body: { userIds } })),
    onSuccess: (stored) => {
      queryClient.setQueryData(membersQuery(campaignId).queryKey, stored);
      onSaved(stored);
      toast.success(t('saved'));
    },
  });
}

interface ListProps {
  id: 'team' | 'access';
  title: string;
  empty: string;
  count: number;
  children: React.ReactNode;
}

function PeopleList({ id, title, empty, count, children }: ListProps) {
  const { setNodeRef, isOver } = useDroppable({ id });
  return (
    <section ref={setNodeRef} className={classes.list} data-over={isOver || undefined} aria-labelledby={`list-${id}`}>
      <Title order={3} id={`list-${id}`} className={classes.heading}>
        {title} <span>{count}</span>
      </Title>
      {count === 0 ? <Text c="dimmed">{empty}</Text> : <ul className={classes.people}>{children}</ul>}
    </section>
  );
}

function PersonLine({ person, inside, onMove }: { person: Member; inside: boolean; onMove: () => void }) {
  const { t } = useTranslation('campaign');
  const { user } = useSession();
  const owner = person.role === 'owner';
  // A manager who took the campaign from themselves could not give it back.
  const fixed = owner || (inside && person.id === user.id);
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({ id: person.id, disabled: fixed });
  const label = inside ? t('permissions.remove', { name: person.name }) : t('permissions.add', { name: person.name });
  return (
    <li
      ref={setNodeRef}
      className={classes.person}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform) }}
    >
      <span className={classes.grip} data-fixed={fixed || undefined} {...listeners}>
        <IconGripVertical size={16} aria-hidden />
      </span>
      <PersonAvatar id={person.id} name={person.name} size={30} />
      <div className={classes.who}>
        <span className={classes.name}>
          {person.name}
          {person.id === user.id && <span className={classes.you}> ({t('permissions.you')})</span>}
        </span>
        <span className={classes.email}>{person.email}</span>
      </div>
      {owner ? (
        <Badge color="gray" variant="default">
          {t('permissions.owner')}
        </Badge>
      ) : (
        <Tooltip label={fixed ? t('permissions.yourself') : label}>
          <ActionIcon
            size="lg"
            aria-label={label}
            aria-disabled={fixed || undefined}
            data-disabled={fixed || undefined}
            onClick={() => !fixed && onMove()}
          >
            {inside ? (
              <IconArrowLeft className={classes.arrow} size={17} aria-hidden />
            ) : (
              <IconArrowRight className={classes.arrow} size={17} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
