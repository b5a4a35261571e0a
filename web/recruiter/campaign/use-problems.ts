import { type RefObject, useEffect, useRef } from 'react';
import { ApiError } from '../../api/errors.ts';

interface Marked<Form> {
  /** What is wrong, by input. */
  problems: Readonly<Record<string, string>>;
  /** The error where no input is to be marked for it: it has to be shown as a whole. */
  rest: unknown;
  form: RefObject<Form | null>;
}

/** Problems that stand beside the inputs of a form, of which the first is brought into view with the cursor in it. */
export function useProblems<Form extends HTMLElement>(error: unknown): Marked<Form> {
  const form = useRef<Form>(null);
  const problems = error instanceof ApiError ? error.fields : {};
  const marked = Object.keys(problems).length > 0;
  useEffect(() => {
    if (!error) return;
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
    first?.scrollIntoView({ block: 'center' });
    first?.focus({ preventScroll: true });
  }, [error]);
  return { problems, rest: marked ? null : error, form };
}
