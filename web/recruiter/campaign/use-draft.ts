import { useState } from 'react';

export interface Draft<Value> {
  value: Value;
  /** What was loaded or saved last. */
  base: Value;
  dirty: boolean;
  change: (next: Value | ((before: Value) => Value)) => void;
  discard: () => void;
  /** What is now stored becomes what changes are compared with. */
  saved: (stored: Value) => void;
}

/**
 * What is being edited, beside what is stored. News from the server are taken over while nothing was changed here; a
 * change of one's own is never overwritten by them.
 */
export function useDraft<Value>(stored: Value): Draft<Value> {
  const [base, setBase] = useState(stored);
  const [value, setValue] = useState(stored);
  const [seen, setSeen] = useState(stored);
  const dirty = !same(base, value);
  if (!same(seen, stored)) {
    setSeen(stored);
    if (!dirty) {
      setBase(stored);
      setValue(stored);
    }
  }
  return {
    value,
    base,
    dirty,
    change: setValue,
    discard: () => {
      setBase(seen);
      setValue(seen);
    },
    saved: (now) => {
      setSeen(now);
      setBase(now);
      setValue(now);
    },
  };
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
