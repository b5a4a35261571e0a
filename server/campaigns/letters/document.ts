import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { isLinkAddress, isPictureAddress } from './addresses.ts';
import { words } from './words.ts';

export const mostBlocks = 60;
const mostInColumn = 10;

/** NUL and half of a surrogate pair can't be stored; the two private characters mark tokens while a letter is compiled. */
const storable = z.string().overwrite((value) => value.replace(/[\0\uE000\uE001]/g, '').toWellFormed());
const text = (most: number) => storable.max(most, says(input.tooLong(most)));
const href = text(1000).refine(isLinkAddress, says(words.wrongLink));

const mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('link'), href }),
]);
const piece = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: text(5000), marks: z.array(mark).max(3).optional() }),
  z.object({ type: z.literal('break') }),
]);
const pieces = z.array(piece).max(500);
const passage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), content: pieces }),
  z.object({ type: z.literal('list'), ordered: z.boolean(), items: z.array(pieces).max(100) }),
]);

const id = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const align = z.enum(['start', 'center', 'end']);

const leaves = [
  z.object({ id, type: z.literal('heading'), align, text: text(300) }),
  z.object({ id, type: z.literal('text'), align, content: z.array(passage).max(200) }),
  z.object({ id, type: z.literal('button'), align, label: text(100).min(1, says(words.labelNeeded)), href }),
  z.object({
    id,
    type: z.literal('image'),
    align,
    /** `/pictures/<id>`, or an address that begins with https. */
    src: text(1000).refine(isPictureAddress, says(words.wrongPicture)),
    /** What is read out, and shown where pictures are not; empty for decoration. */
    alt: text(300),
    /** Of the room that there is, in percent. */
    width: z.number().int().min(10).max(100),
    href: href.or(z.literal('')),
  }),
  z.object({ id, type: z.literal('divider') }),
  z.object({ id, type: z.literal('spacer'), height: z.number().int().min(4).max(120) }),
] as const;
const column = z.array(z.discriminatedUnion('type', leaves)).max(mostInColumn, says(input.tooMany(mostInColumn)));

const footerLink = z.object({ label: text(60).min(1, says(words.labelNeeded)), href });
const block = z.discriminatedUnion('type', [
  ...leaves,
  z.object({ id, type: z.literal('columns'), columns: z.tuple([column, column]) }),
  z.object({ id, type: z.literal('footer'), text: text(1000), links: z.array(footerLink).max(8) }),
]);

/**
 * A mail as the block editor has it. Texts hold tokens as they are written in every template; what becomes of the document is
 * the matter of `compile.ts`, so a later version of it can be compiled anew.
 */
export const letterDocument = z.object({
  version: z.literal(1),
  direction: z.enum(['ltr', 'rtl']),
  /** Of buttons and links, `#rrggbb`. */
  accent: z.string().regex(/^#[0-9a-f]{6}$/i, says(words.wrongColour)),
  blocks: z.array(block).max(mostBlocks, says(input.tooMany(mostBlocks))),
});

export type LetterDocument = z.infer<typeof letterDocument>;
export type Block = LetterDocument['blocks'][number];
export type Leaf = z.infer<typeof column>[number];
export type Passage = z.infer<typeof passage>;
export type Piece = z.infer<typeof piece>;
export type Mark = z.infer<typeof mark>;
export type Align = z.infer<typeof align>;

/** All that is written in it, with where it stands, as in the messages about it. */
export function textsOf(document: LetterDocument): { at: string; text: string }[] {
  return leavesOf(document).flatMap(({ at, block }) =>
    textsOfBlock(block).map((one) => ({ at: `${at}.${one[0]}`, text: one[1] })),
  );
}

export function picturesOf(document: LetterDocument): { at: string; src: string }[] {
  return leavesOf(document).flatMap(({ at, block }) =>
    block.type === 'image' ? [{ at: `${at}.src`, src: block.src }] : [],
  );
}

type Placed = { at: string; block: Exclude<Block, { type: 'columns' }> };

function leavesOf({ blocks }: LetterDocument): Placed[] {
  return blocks.flatMap((block, index): Placed[] => {
    if (block.type !== 'columns') return [{ at: `blocks.${index}`, block }];
    return block.columns.flatMap((leaves, side) =>
      leaves.map((leaf, place) => ({ at: `blocks.${index}.columns.${side}.${place}`, block: leaf })),
    );
  });
}

function textsOfBlock(block: Placed['block']): [field: string, text: string][] {
  switch (block.type) {
    case 'heading':
      return [['text', block.text]];
    case 'text':
      return block.content.flatMap(piecesOf).map((one) => ['content', one.type === 'text' ? one.text : '']);
    case 'button':
      return [['label', block.label]];
    case 'image':
      return [['alt', block.alt]];
    case 'footer':
      return [['text', block.text], ...block.links.map(({ label }): [string, string] => ['links', label])];
    default:
      return [];
  }
}

function piecesOf(passage: Passage): Piece[] {
  return passage.type === 'paragraph' ? passage.content : passage.items.flat();
}
