import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './profile.module.css';

interface Props {
  /** Under this name the browser remembers whether the section is open. */
  name: string;
  title: string;
  /** Stands behind the title, such as how many there are. */
  hint?: ReactNode;
  initiallyOpen?: boolean;
  children: ReactNode;
}

/** A part of the profile that folds away. What is in it is made, and asked of the server, only while it is open. */
export function Section({ name, title, hint, initiallyOpen = false, children }: Props) {
  const [open, setOpen] = useState(() => remembered(name) ?? initiallyOpen);
  const id = useId();
  function toggle(): void {
    setOpen(!open);
    try {
      localStorage.setItem(storageKey(name), open ? 'closed' : 'open');
    } catch {
      // Storage can be forbidden; the choice then lasts for this candidate.
    }
  }
  return (
    <div className={classes.section}>
      <h3 className={classes.sectionTitle}>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={toggle}>
          <IconChevronRight size={16} aria-hidden />
          <span>{title}</span>
          {hint !== undefined && <span className={classes.sectionHint}>{hint}</span>}
        </button>
      </h3>
      <div id={id} className={classes.sectionBody} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}

function storageKey(name: string): string {
  return `parley.profile.${name}`;
}

function remembered(name: string): boolean | null {
  try {
    const kept = localStorage.getItem(storageKey(name));
    return kept === null ? null : kept === 'open';
  } catch {
    return null;
  }
}
