import type { ReactNode } from 'react';
import classes from './phone-frame.module.css';

interface Props {
  /** In the bar on top of the screen. */
  title: string;
  subtitle?: string;
  children: ReactNode;
}

/** A candidate's phone, with what it shows. */
export function PhoneFrame({ title, subtitle, children }: Props) {
  return (
    <div className={classes.phone}>
      <div className={classes.screen}>
        <div className={classes.bar}>
          <strong>{title}</strong>
          {subtitle && <span>{subtitle}</span>}
        </div>
        {/* It scrolls, so that it can be reached without a mouse. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.content} tabIndex={0} role="group" aria-label={title}>
          {children}
        </div>
      </div>
    </div>
  );
}

/** What the company says; `own` is what the candidate answers. */
export function Bubble({ children, own }: { children: ReactNode; own?: boolean }) {
  return (
    <div className={classes.bubble} data-own={own || undefined}>
      {children}
    </div>
  );
}

export const phoneHint = classes.hint;
export const phoneChip = classes.chip;
export const phoneChips = classes.chips;
