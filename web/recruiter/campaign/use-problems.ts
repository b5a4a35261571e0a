import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/errors.ts';

interface Marked<Form> {
  /** What is wrong, by input. */
  problems: Readonly<Record<string, string>>;
  /** The error where nothing in the form is marked for it: it has to be shown as a whole. */
  rest: unknown;
  form: RefObject<Form | null>;
}

/** Problems that stand beside the inputs of a form, of which the first is brought into view with the cursor in it. */
export function useProblems<Form extends HTMLElement>(error: unknown): Marked<Form> {
  const form = useRef<Form>(null);
  const [isMarked, setMarked] = useState(false);
  useLayoutEffect(() => {
    const first = hasFields(error) ? form.current?.querySelector<HTMLElement>(marks) : null;
    setMarked(Boolean(first));
    first?.scrollIntoView({ block: 'center' });
    first?.focus({ preventScroll: true });
  }, [error]);
  return { problems: hasFields(error) ? error.fields : {}, rest: isMarked ? null : error, form };
}

const marks = '[aria-invalid="true"], [role="alert"]';

function hasFields(error: unknown): error is ApiError {
  return error instanceof ApiError && Object.keys(error.fields).length > 0;
}
