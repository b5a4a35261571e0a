import { Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '../../../ui/formats-context.ts';
import classes from './scope-picker.module.css';

export interface Entry {
  key: string;
  name: string;
  /** How it looks; its name by default. */
  content?: ReactNode;
  count: number;
}

interface Props {
  /** Names the list. */
  label: string;
  allLabel: string;
  title: string;
  /** Of what is chosen, and of all. */
  count: number;
  total: number;
  entries: Entry[];
  chosen: string[];
  onChange: (keys: string[] | undefined) => void;
  /** Names the box beside an entry. */
  includeLabel: (name: string) => string;
  /** Where the list can be long: the label of the field by which it is narrowed, and what stands where nothing is left. */
  narrowing?: { label: string; nothing: string };
  /** Stands before the entries; `close` after it was chosen. */
  first?: (close: () => void) => ReactNode;
}

const long = 8;

/** Campaigns or folders with their exact counts. A click on a name shows that one alone; the boxes combine several. */
export function ScopePicker(props: Props) {
  const { label, allLabel, title, count, total, entries, chosen, onChange, narrowing } = props;
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const narrow = narrowing && entries.length > long ? narrowing : undefined;
  const shown = narrow
    ? entries.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
    : entries;

  function change(open: boolean): void {
    setOpened(open);
    setTyped('');
  }

  function only(key: string | null): void {
    onChange(key === null ? undefined : [key]);
    change(false);
  }

  return (
    <Popover opened={opened} onChange={change} position="bottom-start" width="target" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          onClick={() => change(!opened)}
          rightSection={
            <>
              <Bubble of={count} />
              <IconChevronDown size={15} aria-hidden />
            </>
          }
        >
          <span className={classes.title}>{title}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={label}>
        {narrow && (
          <TextInput
            size="xs"
            m={4}
            aria-label={narrow.label}
            placeholder={narrow.label}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <ul className={classes.list}>
          <li className={classes.item}>
            <UnstyledButton className={classes.name} onClick={() => only(null)} data-autofocus={!narrow || undefined}>
              {allLabel}
              <Bubble of={total} />
            </UnstyledButton>
          </li>
          {props.first?.(() => change(false))}
          {shown.map((entry) => (
            <Choice
              key={entry.key}
              entry={entry}
              checked={chosen.includes(entry.key)}
              label={props.includeLabel(entry.name)}
              onToggle={() => onChange(toggled(chosen, entry.key))}
              onOnly={() => only(entry.key)}
            />
          ))}
          {shown.length === 0 && <li className={classes.nothing}>{narrow?.nothing}</li>}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function toggled(chosen: string[], key: string): string[] | undefined {
  const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
  return next.length > 0 ? next : undefined;
}

interface ChoiceProps {
  entry: Entry;
  checked: boolean;
  label: string;
  onToggle: () => void;
  onOnly: () => void;
}

function Choice({ entry, checked, label, onToggle, onOnly }: ChoiceProps) {
  return (
    <li className={classes.item}>
      <Checkbox size="xs" checked={checked} onChange={onToggle} aria-label={label} />
      <UnstyledButton className={classes.name} onClick={onOnly}>
        <span className={classes.title}>{entry.content ?? entry.name}</span>
        <Bubble of={entry.count} />
      </UnstyledButton>
    </li>
  );
}

export function Bubble({ of }: { of: number }) {
  const formats = useFormats();
  return (
    <span className={classes.count} data-none={of === 0 || undefined}>
      {formats.number(of)}
    </span>
  );
}
