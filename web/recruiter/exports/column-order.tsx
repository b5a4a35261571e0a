import { ActionIcon, ScrollArea, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import classes from './column-order.module.css';

interface Props {
  /** Those that are chosen, from the first of the file to the last. */
  columns: { key: string; name: string }[];
  onChange: (keys: string[]) => void;
}

/** In which order the columns stand in the file; changed by buttons, or by Alt and an arrow key on a line. */
export function ColumnOrder({ columns, onChange }: Props) {
  const { t } = useTranslation('exports');
  const title = useId();
  const [said, setSaid] = useState('');
  const keys = columns.map(({ key }) => key);

  /** A line that moves in the document would lose the focus. */
  function move(at: number, by: 1 | -1, focused: HTMLElement): void {
    const moved = columns[at];
    const to = at + by;
    if (!moved || to < 0 || to >= keys.length) return;
    flushSync(() => onChange(keys.toSpliced(at, 1).toSpliced(to, 0, moved.key)));
    focused.focus();
    focused.closest('li')?.scrollIntoView({ block: 'nearest' });
    setSaid(t('order.place', { name: moved.name, number: to + 1, total: keys.length }));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, at: number): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (!event.altKey || by === null) return;
    event.preventDefault();
    move(at, by, event.target as HTMLElement);
  }

  return (
    <div>
      <Text fw={600} id={title}>
        {t('order.title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('order.how')}
      </Text>
      <ScrollArea.Autosize mah="min(20rem, 40vh)" mt="xs" viewportProps={{ tabIndex: 0 }}>
        <ol className={classes.columns} aria-labelledby={title}>
          {columns.map(({ key, name }, at) => (
            <li key={key} className={classes.column} onKeyDown={(event) => onKeyDown(event, at)}>
              <span className={classes.place}>{at + 1}</span>
              <span className={classes.name}>{name}</span>
              <ActionIcon
                size={24}
                aria-label={t('order.earlier', { name })}
                {...unless(at > 0)}
                onClick={(event) => move(at, -1, event.currentTarget)}
              >
                <IconArrowUp size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={t('order.later', { name })}
                {...unless(at < columns.length - 1)}
                onClick={(event) => move(at, 1, event.currentTarget)}
              >
                <IconArrowDown size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={t('order.leaveOut', { name })}
                onClick={() => onChange(keys.toSpliced(at, 1))}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ol>
      </ScrollArea.Autosize>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}

/** Of what is disabled the focus would go. */
function unless(possible: boolean) {
  return { 'aria-disabled': !possible || undefined, 'data-disabled': !possible || undefined };
}
