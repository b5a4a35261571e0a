import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { arrayMove, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Badge, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconGripVertical, IconRefresh } from '@tabler/icons-react';
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
import { TurnsList, turnId, turnsList, useAnnouncements } from './turns-list.tsx';
import { useDraft } from './use-draft.ts';

/** Who of the team has this campaign, and among whom its new candidates go round. */
export function PermissionsSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const members = useQuery(membersQuery(campaign.id));
  return (
    <Section title={t('permissions.heading')} text={t('permissions.text')} wide>
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

/** Who has access, and among whom new candidates go round, in their order. */
type Access = { userIds: string[]; turns: string[] };

function toAccess(team: Member[]): Access {
  const inTurn = team.filter(({ turn }) => turn !== null).toSorted((a, b) => (a.turn ?? 0) - (b.turn ?? 0));
  return { userIds: team.filter(({ member }) => member).map(({ id }) => id), turns: inTurn.map(({ id }) => id) };
}

function Lists({ campaignId, team }: { campaignId: number; team: Member[] }) {
  const { t } = useTranslation('campaign');
  const { user } = useSession();
  const draft = useDraft(toAccess(team));
  const save = useSaveMembers(campaignId, draft.value, (stored) => draft.saved(toAccess(stored)));
  // A finger that scrolls is not one that drags: a short hold tells them apart.
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const { userIds, turns } = draft.value;
  const has = (person: Member) => person.role === 'owner' || userIds.includes(person.id);
  const active = team.filter(({ deactivated }) => !deactivated);
  const within = active.filter(has);
  const without = active.filter((person) => !has(person));
  const inTurn = turns.flatMap((id) => team.find((person) => person.id === id) ?? []);

  const announcements = useAnnouncements(team, turns);

  function change(next: Partial<Access>): void {
    save.reset();
    draft.change((before) => ({ ...before, ...next }));
  }
  /** Whoever loses access loses their turn, too; an owner has access always. */
  function set(id: string, member: boolean): void {
    const owner = team.find((person) => person.id === id)?.role === 'owner';
    if (member) change({ userIds: owner ? userIds : [...new Set([...userIds, id])] });
    else
      change({
        userIds: userIds.filter((one) => one !== id),
        turns: owner ? turns : turns.filter((one) => one !== id),
      });
  }
  /** Who takes turns needs access, and is given it. */
  function addTurn(id: string, at = turns.length): void {
    const owner = team.find((person) => person.id === id)?.role === 'owner';
    change({
      userIds: owner ? userIds : [...new Set([...userIds, id])],
      turns: turns.filter((one) => one !== id).toSpliced(at, 0, id),
    });
  }
  const removeTurn = (id: string) => change({ turns: turns.filter((one) => one !== id) });
  const moveTurn = (id: string, by: 1 | -1) =>
    change({ turns: arrayMove(turns, turns.indexOf(id), turns.indexOf(id) + by) });

  function drop({ active: dragged, over }: DragEndEvent): void {
    if (!over) return;
    const id = String(dragged.id).replace(/^turn /, '');
    const onto = turns.findIndex((one) => turnId(one) === over.id);
    const at = onto >= 0 ? onto : turns.length;
    if (onto >= 0 || over.id === turnsList) {
      if (turns.includes(id) && onto < 0) return;
      addTurn(id, at);
    } else if (dragged.id === turnId(id)) removeTurn(id);
    else if (id !== user.id || over.id === 'access') set(id, over.id === 'access');
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearest}
      onDragEnd={drop}
      accessibility={{
        container: document.body,
        announcements,
        screenReaderInstructions: { draggable: t('permissions.dragHow') },
      }}
    >
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
            <PersonLine
              key={person.id}
              person={person}
              inside
              onMove={() => set(person.id, false)}
              onTurn={turns.includes(person.id) ? undefined : () => addTurn(person.id)}
            />
          ))}
        </PeopleList>
        <TurnsList people={inTurn} reaches={has} onMove={moveTurn} onRemove={removeTurn} />
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

/** Of a person the line under the pointer, else the list; by the keyboard the nearest. */
const nearest: CollisionDetection = (args) => {
  const isLine = ({ id }: { id: string | number }) => String(id).startsWith('turn ');
  if (!args.pointerCoordinates)
    return closestCenter({ ...args, droppableContainers: args.droppableContainers.filter(isLine) });
  const within = pointerWithin(args);
  const lines = within.filter(isLine);
  return lines.length > 0 ? lines : within;
};

function useSaveMembers(campaignId: number, access: Access, onSaved: (stored: Member[]) => void) {
  const { t } = useTranslation('campaign');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.PUT('/api/campaigns/{campaignId}/members', { params: { path: { campaignId } }, body: access })),
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

interface LineProps {
  person: Member;
  inside: boolean;
  onMove: () => void;
  /** Puts them at the end of the round robin. */
  onTurn?: (() => void) | undefined;
}

function PersonLine({ person, inside, onMove, onTurn }: LineProps) {
  const { t } = useTranslation('campaign');
  const { user } = useSession();
  const owner = person.role === 'owner';
  // A manager who took the campaign from themselves could not give it back.
  const fixed = owner || (inside && person.id === user.id);
  const turnLabel = t('permissions.takeTurn', { name: person.name });
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({ id: person.id });
  const label = inside ? t('permissions.remove', { name: person.name }) : t('permissions.add', { name: person.name });
  return (
    <li
      ref={setNodeRef}
      className={classes.person}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform) }}
    >
      <span className={classes.grip} {...listeners}>
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
      {onTurn && (
        <Tooltip label={turnLabel}>
          <ActionIcon size="lg" aria-label={turnLabel} onClick={onTurn}>
            <IconRefresh size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
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
