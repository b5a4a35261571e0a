import type { Choice } from '../definition.ts';
import { fold } from './fold.ts';

/**
 * The choice that a text means: its id, its label, its position ("2", "2.", "#2"), a beginning that only one label has,
 * or a label with a slip of the finger. Null where it may mean two. Where choices were shown with their numbers, a number
 * is one of those.
 */
export function readChoice(text: string, choices: Choice[], numbered = false): Choice | null {
  const wanted = fold(text);
  if (!wanted) return null;
  const labels = choices.map((choice) => ({ choice, label: fold(choice.label) }));
  const exact = labels.filter(({ label }) => label === wanted);
  if (exact.length > 0) return only(exact);
  const beginning = labels.filter(({ label }) => label.startsWith(wanted));
  if (/^\d{1,2}$/.test(wanted)) {
    const byPosition = labels[Number(wanted) - 1];
    if (numbered) return byPosition?.choice ?? null;
    // "2" among "1 year, 3 years, 2 years": the second, or the one of two?
    return only(byPosition && !beginning.includes(byPosition) ? [byPosition, ...beginning] : beginning);
  }
  const byId = labels.filter(({ choice }) => choice.id === text.trim());
  if (byId.length > 0) return only(byId);
  if (beginning.length > 0) return only(beginning);
  return only(labels.filter(({ label }) => isSlip(wanted, label)));
}

function only(found: { choice: Choice }[]): Choice | null {
  return found.length === 1 ? (found[0] as { choice: Choice }).choice : null;
}

/** One slip in a word, two in a long one. Never in a digit: 12 is not a slip for 13. */
function isSlip(typed: string, label: string): boolean {
  const allowed = label.length >= 8 ? 2 : label.length >= 4 ? 1 : 0;
  if (allowed === 0 || Math.abs(typed.length - label.length) > allowed) return false;
  if (typed.replace(/\D/g, '') !== label.replace(/\D/g, '')) return false;
  return distance([...typed], [...label]) <= allowed;
}

/** Letters added, dropped, changed, or swapped with their neighbour. */
function distance(a: string[], b: string[]): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + same,
        swapped ? at(before, j - 2) + 1 : Infinity,
      );
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: number[], index: number): number {
  return row[index] ?? Infinity;
}
