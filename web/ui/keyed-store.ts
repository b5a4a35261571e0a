import { useSyncExternalStore } from 'react';

/** State by id that outlives the screen that shows it: what is under way goes on while another candidate is open. */
export type KeyedStore<Value> = {
  get(key: number): Value;
  /** Replaces the value by what `change` makes of it, and tells whoever shows it. */
  update(key: number, change: (value: Value) => Value): void;
  use(key: number): Value;
};

export function keyedStore<Value>(
  initial: (key: number) => Value,
  onChange?: (key: number, value: Value) => void,
): KeyedStore<Value> {
  const values = new Map<number, Value>();
  const listeners = new Set<() => void>();

  function get(key: number): Value {
    if (!values.has(key)) values.set(key, initial(key));
    return values.get(key) as Value;
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  return {
    get,
    update(key, change) {
      const value = change(get(key));
      values.set(key, value);
      onChange?.(key, value);
      for (const listener of listeners) listener();
    },
    use: (key) => useSyncExternalStore(subscribe, () => get(key)),
  };
}
