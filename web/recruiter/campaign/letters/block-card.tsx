import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BlockActs } from './block-acts.tsx';
import { BlockFields } from './block-fields.tsx';
import { type Block, type BlockType, blockTypes, type Problems } from './document.ts';
import { PlaceOf } from './leaf-fields.tsx';
import classes from './letters.module.css';

interface Props {
  block: Block;
  name: string;
  first: boolean;
  last: boolean;
  full: boolean;
  problems: Problems;
  onChange: (block: Block) => void;
  onAddBelow: (type: BlockType) => void;
  onMove: (by: 1 | -1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

/** One block: its place in the order, and what it consists of. */
export function BlockCard({ block, name, problems, onChange, ...acts }: Props) {
  const { t } = useTranslation('letters');
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: block.id,
  });
  return (
    <li
      ref={setNodeRef}
      id={`block-${block.id}`}
      className={classes.block}
      data-dragging={isDragging || undefined}
      data-problem={Object.keys(problems).length > 0 || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className={classes.blockHead}>
        <button
          type="button"
          ref={setActivatorNodeRef}
          className={classes.grip}
          {...attributes}
          {...listeners}
          aria-label={t('drag', { block: name })}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
        <strong>{name}</strong>
        <span className={classes.push} />
        <PlaceOf name={name} block={block} onChange={onChange} />
        <BlockActs id={block.id} block={name} types={blockTypes} {...acts} />
      </div>
      <div className={classes.blockBody}>
        <BlockFields name={name} block={block} problems={problems} onChange={onChange} />
      </div>
    </li>
  );
}
