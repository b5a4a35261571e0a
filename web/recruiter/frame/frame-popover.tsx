import { type FloatingPosition, Popover } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import classes from './frame-popover.module.css';

interface Props {
  /** Names the popover for screen readers. */
  label: string;
  position: FloatingPosition;
  /** The button that opens it. */
  target: (toggle: () => void) => ReactElement;
  children: (close: () => void) => ReactNode;
}

/** A small panel of links, buttons and switches; no ARIA menu, since that may hold nothing but commands. */
export function FramePopover({ label, position, target, children }: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Popover opened={opened} onChange={setOpened} position={position} width={280} trapFocus returnFocus>
      <Popover.Target>{target(() => setOpened(!opened))}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={label} aria-labelledby={undefined}>
        {children(close)}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The class of a link or button that is an entry of the popover. */
export const popoverEntry = classes.entry;
export const popoverSection = classes.section;
