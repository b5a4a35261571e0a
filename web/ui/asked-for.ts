/** A field, dialog or list that somebody asked for, and that takes the focus once it is there. */
interface Asked {
  /** Where the focus goes; null as long as it is not there. */
  place: () => Element | null;
  /** Brings it, once it can be brought; true when that is done. Left out where it comes by itself. */
  open?: (() => boolean) | undefined;
  typed: string;
  /** Where the focus was: what is typed there until then is meant for what was asked for. */
  from: Element | null;
  until: number;
}

const longestMs = 5_000;
/** Whoever still types when it has failed to come does not mean the keys of the page. */
const pauseMs = 1_000;
const mostTyped = 500;

let asked: Asked | null = null;

/**
 * From now on no key of the page works until the focus is in `place`, or it has failed to come; what is typed meanwhile is
 * put into the field that has the focus then, if it is one. Escape gives it up.
 */
export function askFor(place: Asked['place'], open?: Asked['open']): void {
  // Asked for twice is asked for once: what was typed stays.
  if (asked?.place === place) return;
  asked = { place, open, typed: '', from: document.activeElement, until: performance.now() + longestMs };
  look();
  if (asked) watch(asked);
}

/** The dialog that lies over the page; none as long as it is still on its way. */
export function modalDialog(): Element | null {
  return document.querySelector('[aria-modal="true"]');
}

/** Takes the key from everybody else while something is awaited; the keys' listener asks it first. */
export function keepTyped(event: KeyboardEvent): void {
  if (asked) look();
  if (!asked || event.isComposing) return;
  if (event.key === 'Escape') {
    asked = null;
    return;
  }
  const letter = event.key.length === 1;
  if (event.ctrlKey || event.metaKey || event.altKey) {
    // AltGr makes letters, and reports both of its modifiers.
    if (!letter || !event.getModifierState('AltGraph')) return;
  }
  if (!letter && event.key !== 'Backspace' && event.key !== 'Enter') return;
  event.preventDefault();
  event.stopImmediatePropagation();
  asked.until = Math.max(asked.until, performance.now() + pauseMs);
  if (event.key === 'Backspace') asked.typed = asked.typed.slice(0, -1);
  else if (letter && !event.repeat) asked.typed = (asked.typed + event.key).slice(0, mostTyped);
}

/** Whether letters pressed here are written. */
export function isField(target: unknown): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  );
}

function watch(mine: Asked): void {
  requestAnimationFrame(() => {
    if (asked !== mine) return;
    look();
    if (asked === mine) watch(mine);
  });
}

function look(): void {
  if (!asked) return;
  if (asked.open?.()) asked.open = undefined;
  const focused = document.activeElement;
  if (focused && asked.place()?.contains(focused)) {
    const { typed } = asked;
    asked = null;
    write(focused, typed);
  } else if (performance.now() > asked.until || (isField(focused) && focused !== asked.from)) asked = null;
}

function write(field: Element, typed: string): void {
  if (!typed || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || !isField(field)) return;
  if (field.readOnly || field.disabled) return;
  // Fields for numbers and addresses know no place of the cursor.
  if (field.selectionStart === null || field.selectionEnd === null) return;
  field.setRangeText(typed, field.selectionStart, field.selectionEnd, 'end');
  // As if it had been typed: React hears of it.
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: typed, inputType: 'insertText' }));
}
