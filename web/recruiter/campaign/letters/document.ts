import type { Align, Block, Leaf, LetterDocument } from '../../../../server/campaigns/letters/document.ts';

export type { Align, Block, Leaf, LetterDocument };
export type BlockType = Block['type'];
export type LeafType = Leaf['type'];

/** As the server takes them. */
export const mostBlocks = 60;
export const mostInColumn = 10;

export const leafTypes: readonly LeafType[] = ['text', 'heading', 'button', 'image', 'divider', 'spacer'];
export const blockTypes: readonly BlockType[] = [...leafTypes, 'columns', 'footer'];

/** Messages of the server by their place below a block, such as `href` or `columns.0.1.src`. */
export type Problems = Readonly<Record<string, string>>;

export function newBlock(type: BlockType, label: string): Block {
  return isLeafType(type) ? newLeaf(type, label) : newWideBlock(type);
}

export function newLeaf(type: LeafType, label: string): Leaf {
  const id = newId();
  switch (type) {
    case 'heading':
      return { id, type, align: 'start', text: '' };
    case 'text':
      return { id, type, align: 'start', content: [] };
    case 'button':
      return { id, type, align: 'start', label, href: '<%= @messenger_interview_link %>' };
    case 'image':
      return { id, type, align: 'center', src: '', alt: '', width: 50, href: '' };
    case 'divider':
      return { id, type };
    case 'spacer':
      return { id, type, height: 24 };
  }
}

function newWideBlock(type: 'columns' | 'footer'): Block {
  if (type === 'footer') return { id: newId(), type, text: '', links: [] };
  return { id: newId(), type, columns: [[newLeaf('text', '')], [newLeaf('text', '')]] };
}

function isLeafType(type: BlockType): type is LeafType {
  return (leafTypes as readonly BlockType[]).includes(type);
}

export function copyOf<One extends Block>(block: One): One {
  const copy = { ...structuredClone(block), id: newId() };
  if (copy.type === 'columns') for (const leaf of copy.columns.flat()) leaf.id = newId();
  return copy;
}

export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const copy = [...items];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}

/** Those that stand below this place, with what follows it. */
export function problemsBelow(problems: Problems, place: string): Problems {
  return Object.fromEntries(
    Object.entries(problems).flatMap(([at, text]) =>
      at.startsWith(`${place}.`) ? [[at.slice(place.length + 1), text]] : [],
    ),
  );
}

/** What stands at a field or anywhere inside of it. */
export function problemAt(problems: Problems, field: string): string | undefined {
  return problems[field] ?? Object.entries(problems).find(([at]) => at.startsWith(`${field}.`))?.[1];
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
