import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AddMenu } from './add-menu.tsx';
import type { BlockType } from './document.ts';

interface Props<Type extends BlockType> {
  id: string;
  block: string;
  first: boolean;
  last: boolean;
  full: boolean;
  types: readonly Type[];
  onAddBelow: (type: Type) => void;
  onMove: (by: 1 | -1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

/** What can be done with a block as a whole. */
export function BlockActs<Type extends BlockType>(props: Props<Type>) {
  const { id, block, first, last, full, types, onAddBelow, onMove, onDuplicate, onRemove } = props;
  const { t } = useTranslation('letters');
  const acts = [
    ['up', IconArrowUp, () => onMove(-1), first],
    ['down', IconArrowDown, () => onMove(1), last],
    ['duplicate', IconCopy, onDuplicate, full],
    ['remove', IconTrash, onRemove, false],
  ] as const;
  return (
    <Group gap={0} wrap="nowrap">
      <AddMenu types={types} onAdd={onAddBelow}>
        <Tooltip label={t('addBelow', { block })}>
          <ActionIcon aria-label={t('addBelow', { block })} disabled={full}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </AddMenu>
      {acts.map(([name, Icon, run, disabled]) => (
        <Tooltip key={name} label={t(name, { block })}>
          <ActionIcon id={`${name}-${id}`} aria-label={t(name, { block })} disabled={disabled} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}

/** The buttons move with their block; the cursor stays on the one that was pressed, or goes to its sibling at the end. */
export function keepOnButton(id: string, by: 1 | -1): void {
  requestAnimationFrame(() => {
    const buttons = (by < 0 ? ['up', 'down'] : ['down', 'up']).map(
      (name) => document.getElementById(`${name}-${id}`) as HTMLButtonElement | null,
    );
    buttons.find((button) => button && !button.disabled)?.focus();
  });
}

/** Puts the cursor where the new block is to be filled in. */
export function goInto(id: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field =
        document.getElementById(`field-${id}`) ??
        document.querySelector<HTMLElement>(`#block-${id} :is(input, textarea, [contenteditable="true"], button)`);
      field?.focus();
      document.getElementById(`block-${id}`)?.scrollIntoView({ block: 'nearest' });
    }),
  );
}
