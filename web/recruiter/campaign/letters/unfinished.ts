import type { Block, LetterDocument, Problems } from './document.ts';

const place = /^document\.blocks\.(\d+)(?:\.columns\.(\d+)\.(\d+))?\./;

/** Pictures that nobody has chosen yet, by place: the server need not be asked about them. `problem` is what to say of each. */
export function emptyPictures(document: LetterDocument, problem: string): Problems {
  const isEmpty = (block: Block) => block.type === 'image' && block.src === '';
  const places = document.blocks.flatMap((block, at) => {
    if (block.type !== 'columns') return isEmpty(block) ? [`${at}`] : [];
    return block.columns.flatMap((leaves, side) =>
      leaves.flatMap((leaf, index) => (isEmpty(leaf) ? [`${at}.columns.${side}.${index}`] : [])),
    );
  });
  return Object.fromEntries(places.map((at) => [`document.blocks.${at}.src`, problem]));
}

/** The mail without the blocks that are refused as they are; null where it is not they that are wrong. */
export function withoutUnfinished(document: LetterDocument, problems: Problems): LetterDocument | null {
  const wrong = Object.keys(problems).flatMap((at) => place.exec(at)?.slice(1, 4).filter(Boolean).join('.') ?? []);
  if (wrong.length === 0) return null;
  const places = new Set(wrong);
  const blocks = document.blocks.flatMap((block, at): Block[] => {
    if (places.has(String(at))) return [];
    if (block.type !== 'columns') return [block];
    const [first, second] = block.columns.map((leaves, side) =>
      leaves.filter((_, index) => !places.has(`${at}.${side}.${index}`)),
    );
    return [{ ...block, columns: [first ?? [], second ?? []] }];
  });
  return { ...document, blocks };
}
