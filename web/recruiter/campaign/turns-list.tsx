import { type Announcements, useDroppable } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import classes from './permissions-section.module.css';
import type { Member } from './queries.ts';

/** In the lists of access the same people are dragged by their bare id. */
export const turnId = (userId: string) => `turn ${userId}`;
export const turnsList = 'turns';

interface Props {
  /** In the order of their turns. */
  people: Member[];
  reaches: (person: Member) => boolean;
  onMove: (userId: string, by: 1 | -1) => void;
  onRemove: (userId: string) => void;
}

/** Among whom new candidates go round, in which order; changed by dragging, by the keyboard or by buttons. */
export function TurnsList({ people, reaches, onMove, onRemove }: Props) {
  const { t } = useTranslation('campaign');
  const { setNodeRef, isOver } = useDroppable({ id: turnsList });
  return (
    <section ref={setNodeRef} className={classes.list} data-over={isOver || undefined} aria-labelledby="list-turns">
      <Title order={3} id="list-turns" className={classes.heading}>
        {t('permissions.turns')} <span>{people.length}</span>
      </Title>
      <Text size="xs" c="dimmed" px={4} pb={6}>
        {t(
          people.length === 0
            ? 'permissions.noTurns'
            : people.length === 1
              ? 'permissions.oneTurn'
              : 'permissions.goRound',
        )}
      </Text>
      <SortableContext items={people.map(({ id }) => turnId(id))} strategy={verticalListSortingStrategy}>
        <ol className={classes.people}>
          {people.map((person, index) => (
            <TurnLine
              key={person.id}
              person={person}
              skipped={whySkipped(person, reaches(person))}
              place={index + 1}
              last={index === people.length - 1}
              onMove={(by) => onMove(person.id, by)}
              onRemove={() => onRemove(person.id)}
            />
          ))}
        </ol>
      </SortableContext>
    </section>
  );
}

/** What is said to who does not see the lists; `turns` are ids in their order. */
export function useAnnouncements(team: Member[], turns: string[]): Announcements {
  const { t } = useTranslation('campaign');
  const bare = (id: string | number) => String(id).replace(/^turn /, '');
  const placeOf = (id: string | number) => ({ number: turns.indexOf(bare(id)) + 1, total: turns.length });
  const isTurn = (id: string | number | undefined) => id !== undefined && turns.some((one) => turnId(one) === id);
  return {
    onDragStart: ({ active }) =>
      t('permissions.dragStart', { name: team.find(({ id }) => id === bare(active.id))?.name ?? '' }),
    onDragOver: ({ over }) => (over && isTurn(over.id) ? t('permissions.dragOver', placeOf(over.id)) : undefined),
    onDragEnd: ({ over }) =>
      over && isTurn(over.id) ? t('permissions.dragEnd', placeOf(over.id)) : t('permissions.dropped'),
    onDragCancel: () => t('permissions.dragCancel'),
  };
}

function whySkipped(person: Member, reaches: boolean): 'skippedDeactivated' | 'skippedAway' | 'skippedNoAccess' | null {
  if (person.deactivated) return 'skippedDeactivated';
  if (!reaches) return 'skippedNoAccess';
  return person.away ? 'skippedAway' : null;
}

interface LineProps {
  person: Member;
  skipped: ReturnType<typeof whySkipped>;
  place: number;
  last: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function TurnLine({ person, skipped, place, last, onMove, onRemove }: LineProps) {
  const { t } = useTranslation('campaign');
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: turnId(person.id),
  });
  const { name } = person;
  const acts = [
    { label: t('permissions.earlier', { name }), icon: IconArrowUp, off: place === 1, run: () => onMove(-1) },
    { label: t('permissions.later', { name }), icon: IconArrowDown, off: last, run: () => onMove(1) },
    { label: t('permissions.noTurn', { name }), icon: IconX, off: false, run: onRemove },
  ];
  return (
    <li
      ref={setNodeRef}
      className={classes.person}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={classes.grip}
        {...attributes}
        {...listeners}
        aria-label={t('permissions.drag', { name })}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      <span className={classes.place}>{place}</span>
      <PersonAvatar id={person.id} name={name} size={30} />
      <div className={classes.who}>
        <span className={classes.name}>{name}</span>
        {skipped && <span className={classes.skipped}>{t(`permissions.${skipped}`)}</span>}
      </div>
      {acts.map(({ label, icon: Icon, off, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon
            aria-label={label}
            aria-disabled={off || undefined}
            data-disabled={off || undefined}
            onClick={() => !off && run()}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </li>
  );
}
