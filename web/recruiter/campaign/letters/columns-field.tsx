import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AddMenu, blockIcons } from './add-menu.tsx';
import { BlockActs, goInto, keepOnButton } from './block-acts.tsx';
import {
  type Block,
  copyOf,
  type Leaf,
  leafTypes,
  mostInColumn,
  moved,
  newLeaf,
  type Problems,
  problemsBelow,
} from './document.ts';
import { LeafFields, PlaceOf } from './leaf-fields.tsx';
import classes from './letters.module.css';

type Columns = Extract<Block, { type: 'columns' }>;

interface Props {
  name: string;
  block: Columns;
  problems: Problems;
  onChange: (block: Columns) => void;
}

/** Two columns of blocks, which on a phone stand one above the other. */
export function ColumnsField({ name, block, problems, onChange }: Props) {
  const { t } = useTranslation('letters');
  return (
    <div className={classes.columns}>
      {([0, 1] as const).map((side) => (
        <Column
          key={side}
          name={t('column', { column: t(side === 0 ? 'first' : 'second'), block: name })}
          leaves={block.columns[side]}
          problems={problemsBelow(problems, `columns.${side}`)}
          onChange={(leaves) => {
            const columns: Columns['columns'] = side === 0 ? [leaves, block.columns[1]] : [block.columns[0], leaves];
            onChange({ ...block, columns });
          }}
        />
      ))}
    </div>
  );
}

interface ColumnProps {
  name: string;
  leaves: Leaf[];
  problems: Problems;
  onChange: (leaves: Leaf[]) => void;
}

function Column({ name, leaves, problems, onChange }: ColumnProps) {
  const { t } = useTranslation('letters');
  const full = leaves.length >= mostInColumn;
  function insert(at: number, leaf: Leaf): void {
    onChange(leaves.toSpliced(at, 0, leaf));
    goInto(leaf.id);
  }
  return (
    <div className={classes.column} role="group" aria-label={name}>
      {leaves.map((leaf, index) => {
        const title = t('named', { kind: t(`blocks.${leaf.type}`), number: index + 1 });
        const called = `${title}, ${name}`;
        const change = (changed: Block) => onChange(leaves.with(index, changed as Leaf));
        const Icon = blockIcons[leaf.type];
        return (
          <div key={leaf.id} id={`block-${leaf.id}`} className={classes.leaf}>
            <div className={classes.blockHead}>
              <Icon size={15} stroke={1.6} aria-hidden />
              <strong>{title}</strong>
              <span className={classes.push} />
              <PlaceOf name={called} block={leaf} onChange={change} />
              <BlockActs
                id={leaf.id}
                block={called}
                first={index === 0}
                last={index === leaves.length - 1}
                full={full}
                types={leafTypes}
                onAddBelow={(type) => insert(index + 1, newLeaf(type, t('newLabel')))}
                onMove={(by) => {
                  onChange(moved(leaves, index, index + by));
                  keepOnButton(leaf.id, by);
                }}
                onDuplicate={() => insert(index + 1, copyOf(leaf))}
                onRemove={() => onChange(leaves.toSpliced(index, 1))}
              />
            </div>
            <div className={classes.blockBody}>
              <LeafFields
                name={called}
                block={leaf}
                problems={problemsBelow(problems, String(index))}
                onChange={change}
              />
            </div>
          </div>
        );
      })}
      <AddMenu types={leafTypes} onAdd={(type) => insert(leaves.length, newLeaf(type, t('newLabel')))}>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={full}
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={t('addTo', { column: name })}
        >
          {t('add')}
        </Button>
      </AddMenu>
    </div>
  );
}
