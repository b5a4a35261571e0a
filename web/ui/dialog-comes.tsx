import { useLayoutEffect } from 'react';
import { askFor, modalDialog } from './asked-for.ts';

/** Stands in for a dialog that is being loaded: what is typed until it is there is no key of the page below. */
export function DialogComes() {
  useLayoutEffect(() => askFor(modalDialog), []);
  return null;
}
