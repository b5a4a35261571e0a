import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rows.module.css';

export interface Row<Id extends string | number> {
  id: Id;
  name: string;
  content: ReactNode;
  onEdit: () => void;
  /** What else can be done with it. */
  actions: ReactNode;
}

interface Props<Id extends string | number> {
  label: string;
  rows: Row<Id>[];
  /** Absent where they stand by name. */
  onOrder?: (ids: Id[]) => void;
}

/** A list, in an order of one's own or by name. The buttons keep the focus, so that a row is moved as far as one likes. */
export function Rows<Id extends string | number>({ label, rows, onOrder }: Props<Id>) {
  const { t } = useTranslation('own');
  const ids = rows.map(({ id }) => id);
  const swap = (at: number, by: 1 | -1) => onOrder?.(ids.with(at, ids[at + by] as Id).with(at + by, ids[at] as Id));
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map(({ id, name, content, onEdit, actions }, at) => (
        <li key={id} className={classes.row}>
          <div className={classes.content}>{content}</div>
          <Group gap={2} wrap="nowrap">
            {onOrder && (
              <>
                <ActionIcon
                  aria-label={t('up', { name })}
                  aria-disabled={at === 0}
                  onClick={() => at > 0 && swap(at, -1)}
                >
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('down', { name })}
                  aria-disabled={at === rows.length - 1}
                  onClick={() => at < rows.length - 1 && swap(at, 1)}
                >
                  <IconArrowDown size={16} aria-hidden />
                </ActionIcon>
              </>
            )}
            <ActionIcon aria-label={t('edit', { name })} onClick={onEdit}>
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
            {actions}
          </Group>
        </li>
      ))}
    </ul>
  );
}
