import type { ReactNode } from 'react';
import classes from './screen.module.css';

/** The measured column that most screens stand in; a screen of panels, such as Leads, fills the frame without it. */
export function Screen({ children }: { children: ReactNode }) {
  return <div className={classes.screen}>{children}</div>;
}
