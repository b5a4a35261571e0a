import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface PaletteAction {
  id: string;
  /** In the person's language, as are `group` and `keywords`. */
  label: string;
  group: string;
  keywords?: string[];
  run: () => void;
}

const sets = new Map<symbol, readonly PaletteAction[]>();
const listeners = new Set<() => void>();
let all: readonly PaletteAction[] = [];

/** Offers actions in the palette while the calling component is shown. */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  const current = useRef(actions);
  current.current = actions;
  const signature = actions.map(({ id, label, group }) => `${id} ${label} ${group}`).join('\n');
  useEffect(() => {
    const set = Symbol('actions');
    sets.set(
      set,
      current.current.map((action, index) => ({ ...action, run: () => current.current[index]?.run() })),
    );
    changed();
    return () => {
      sets.delete(set);
      changed();
    };
  }, [signature]);
}

export function useListedActions(): readonly PaletteAction[] {
  return useSyncExternalStore(subscribe, () => all);
}

function changed(): void {
  all = [...sets.values()].flat();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
