import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isField, keepTyped, modalDialog } from './asked-for.ts';

export interface Shortcut {
  /** `j`, `shift+x`, `mod+k`, `alt+arrowdown`, `?`. Mod is Command on a Mac, Control elsewhere. */
  keys: string;
  /** What it does, in the person's language. */
  label: string;
  run: () => void;
  /** Holding the key down does it again and again; else only what was pressed anew does something. */
  repeats?: boolean;
}

interface Group {
  name: string;
  shortcuts: readonly Shortcut[];
}

const storageKey = 'parley.single-letter-shortcuts';
const takesBack = ['mod+z', 'mod+shift+z', 'mod+y'];
const groups = new Map<symbol, Group>();
const listeners = new Set<() => void>();
let listed: readonly Group[] = [];
let singleLetters = readSingleLetters();

/** Makes keys work while the calling component is shown, and lists them under `name` in the dialog of `?`. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const signature = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n');
  useEffect(() => {
    const id = Symbol(name);
    const stable = current.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => current.current[index]?.run(),
    }));
    groups.set(id, { name, shortcuts: stable });
    changed();
    return () => {
      groups.delete(id);
      changed();
    };
  }, [name, signature]);
}

/** All groups of keys that work now, for the dialog. */
export function useListedShortcuts(): readonly Group[] {
  return useSyncExternalStore(subscribe, () => listed);
}

/** Whether keys without a modifier work (WCAG 2.1.4 asks that they can be switched off); kept for this browser. */
export function useSingleLetters(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, () => singleLetters), setSingleLetters];
}

/** Starts listening; the frame calls it once. Returns the function that stops it. */
export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', keepTyped, { capture: true });
  window.addEventListener('keydown', noteLayers, { capture: true });
  document.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', keepTyped, { capture: true });
    window.removeEventListener('keydown', noteLayers, { capture: true });
    document.removeEventListener('keydown', onKeyDown);
  };
}

/** Whether a menu, a list of options or a dialog lies over the page: looked at before it closes itself by this very key. */
let layered = false;

function noteLayers(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const layers = document.querySelectorAll('[role="menu"], [role="listbox"], [role="dialog"]');
  layered = [...layers].some((layer) => layer.checkVisibility());
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = combination(event);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const modal = modalDialog() !== null;
  if (plain && (!singleLetters || isTyping(event) || modal)) return;
  if (pressed === 'escape' && layered) return;
  if (takesBack.includes(pressed)) {
    if (isTyping(event)) return;
    // The browser would take back in the field that was written in last, wherever that is, and move there.
    event.preventDefault();
    if (modal) return;
  }
  // The newest group wins: a dialog's or panel's key hides the page's.
  for (const { shortcuts } of [...groups.values()].reverse()) {
    const found = shortcuts.find(({ keys }) => keys === pressed);
    if (!found) continue;
    event.preventDefault();
    if (!event.repeat || found.repeats) found.run();
    return;
  }
}

function combination(event: KeyboardEvent): string {
  // With Alt held, macOS reports the special character that the key types, so the key's place is taken instead.
  const key =
    event.altKey && event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  // A sign such as `?` says by itself that Shift may be needed, which differs between keyboards.
  const shifted = event.shiftKey && (key.length > 1 || key !== key.toUpperCase());
  const parts = [(event.ctrlKey || event.metaKey) && 'mod', event.altKey && 'alt', shifted && 'shift', key];
  return parts.filter(Boolean).join('+');
}

/** What lies inside of a web component shows itself only in the event's path. */
function isTyping(event: KeyboardEvent): boolean {
  return isField(event.composedPath()[0]);
}

function setSingleLetters(on: boolean): void {
  singleLetters = on;
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage can be forbidden; the choice then lasts for this visit.
  }
  changed();
}

function readSingleLetters(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

function changed(): void {
  listed = [...groups.values()];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
