import { useRef, useState } from 'react';
import type { LetterDocument } from './document.ts';

interface History {
  canUndo: boolean;
  canRedo: boolean;
  /** A change of one's own; those that follow within a moment and have the same `about` are one step back. */
  change: (next: LetterDocument, about: string) => void;
  undo: () => void;
  redo: () => void;
}

const together = 1_000;
const mostSteps = 200;

/** Steps back and forth over a document, also over what came from elsewhere, such as a template or discarded changes. */
export function useHistory(document: LetterDocument, onChange: (document: LetterDocument) => void): History {
  const steps = useRef({ past: [] as LetterDocument[], future: [] as LetterDocument[], shown: document });
  const last = useRef({ about: '', at: 0 });
  const [, setTurn] = useState(0);
  const state = steps.current;
  if (state.shown !== document) {
    // Saving gives back the same document as another object.
    if (JSON.stringify(state.shown) !== JSON.stringify(document)) {
      state.past.push(state.shown);
      state.future = [];
    }
    state.shown = document;
    last.current = { about: '', at: 0 };
  }

  function show(next: LetterDocument): void {
    state.shown = next;
    onChange(next);
    setTurn((turn) => turn + 1);
  }
  function step(from: LetterDocument[], to: LetterDocument[]): void {
    const next = from.pop();
    if (!next) return;
    to.push(state.shown);
    last.current = { about: '', at: 0 };
    show(next);
  }
  return {
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    change(next, about) {
      const now = Date.now();
      const goesOn = last.current.about === about && now - last.current.at < together;
      if (!goesOn) state.past.push(state.shown);
      if (state.past.length > mostSteps) state.past.shift();
      state.future = [];
      last.current = { about, at: now };
      show(next);
    },
    undo: () => step(state.past, state.future),
    redo: () => step(state.future, state.past),
  };
}
