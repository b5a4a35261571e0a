import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Button, Text, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddMenu } from './add-menu.tsx';
import { goInto, keepOnButton } from './block-acts.tsx';
import { BlockCard } from './block-card.tsx';
import {
  type Block,
  type BlockType,
  blockTypes,
  copyOf,
  mostBlocks,
  moved,
  newBlock,
  type Problems,
  problemsBelow,
} from './document.ts';
import classes from './letters.module.css';

interface Props {
  blocks: Block[];
  problems: Problems;
  /** `about` names what is changed, so that one step back takes all of it. */
  onChange: (blocks: Block[], about: string) => void;
}

/** The blocks in their order, which is changed by dragging, by the keyboard or by buttons. */
export function BlockList({ blocks, problems, onChange }: Props) {
  const { t } = useTranslation('letters');
  const [said, setSaid] = useState('');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const nameOf = useNames(blocks);
  const announcements = useAnnouncements(blocks, nameOf);
  const full = blocks.length >= mostBlocks;

  function drop({ active, over }: DragEndEvent): void {
    const [from, to] = [active.id, over?.id].map((id) => blocks.findIndex((block) => block.id === id)) as [
      number,
      number,
    ];
    if (from >= 0 && to >= 0 && from !== to) onChange(moved(blocks, from, to), 'order');
  }
  function insert(at: number, block: Block): void {
    onChange(blocks.toSpliced(at, 0, block), `add ${block.id}`);
    goInto(block.id);
  }
  function remove(index: number): void {
    const [block, next] = [blocks[index], blocks[index + 1] ?? blocks[index - 1]];
    if (!block) return;
    setSaid(t('removed', { block: nameOf(block) }));
    onChange(blocks.toSpliced(index, 1), `remove ${block.id}`);
    requestAnimationFrame(() => document.getElementById(next ? `remove-${next.id}` : 'add-block')?.focus());
  }
  const create = (type: BlockType) => newBlock(type, t('newLabel'));
  return (
    <section aria-label={t('list')}>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {blocks.length === 0 && (
        <Text c="dimmed" size="sm" mb="xs">
          {t('none')}
        </Text>
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('dragHow') } }}
      >
        <SortableContext items={blocks.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
          <ol className={classes.blocks}>
            {blocks.map((block, index) => (
              <BlockCard
                key={block.id}
                block={block}
                name={nameOf(block)}
                first={index === 0}
                last={index === blocks.length - 1}
                full={full}
                problems={problemsBelow(problems, `blocks.${index}`)}
                onChange={(changed) => onChange(blocks.with(index, changed), block.id)}
                onAddBelow={(type) => insert(index + 1, create(type))}
                onMove={(by) => {
                  onChange(moved(blocks, index, index + by), 'order');
                  keepOnButton(block.id, by);
                }}
                onDuplicate={() => insert(index + 1, copyOf(block))}
                onRemove={() => remove(index)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <AddMenu types={blockTypes} onAdd={(type) => insert(blocks.length, create(type))}>
        <Button
          id="add-block"
          variant="default"
          size="xs"
          fullWidth
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={full}
        >
          {full ? t('full', { count: mostBlocks }) : t('add')}
        </Button>
      </AddMenu>
    </section>
  );
}

/** "Text 2" is the second text, so a name says which one without counting all. */
function useNames(blocks: Block[]): (block: Block) => string {
  const { t } = useTranslation('letters');
  return ({ id, type }) => {
    const ofKind = blocks.filter((block) => block.type === type);
    const kind = t(`blocks.${type}`);
    return ofKind.length === 1 ? kind : t('named', { kind, number: ofKind.findIndex((block) => block.id === id) + 1 });
  };
}

/** What a screen reader hears while a block is moved. */
function useAnnouncements(blocks: Block[], nameOf: (block: Block) => string): Announcements {
  const { t } = useTranslation('letters');
  const index = (id: string | number | undefined) => blocks.findIndex((block) => block.id === id);
  const total = blocks.length;
  return {
    onDragStart: ({ active }) => {
      const block = blocks[index(active.id)];
      return block ? t('dragStart', { block: nameOf(block) }) : undefined;
    },
    onDragOver: ({ over }) => (over ? t('dragOver', { number: index(over.id) + 1, total }) : undefined),
    onDragEnd: ({ active, over }) => t('dragEnd', { number: index((over ?? active).id) + 1, total }),
    onDragCancel: () => t('dragCancel'),
  };
}
