import type { Block, Leaf, LetterDocument, Passage, Piece } from './document.ts';

/** The part of the mail without markup, its tokens as they are written. */
export function toPlainText(document: LetterDocument): string {
  return document.blocks.map(blockInText).filter(Boolean).join('\n\n').trim();
}

function blockInText(block: Block): string {
  if (block.type === 'columns')
    return block.columns
      .map((leaves) => leaves.map(leafInText).filter(Boolean).join('\n\n'))
      .filter(Boolean)
      .join('\n\n');
  if (block.type === 'footer')
    return ['--', block.text, ...block.links.map(({ label, href }) => linkInText(label, href))]
      .filter(Boolean)
      .join('\n');
  return leafInText(block);
}

function leafInText(leaf: Leaf): string {
  switch (leaf.type) {
    case 'heading':
      return leaf.text.trim();
    case 'text':
      return leaf.content.map(passageInText).filter(Boolean).join('\n\n');
    case 'button':
      return linkInText(leaf.label, leaf.href);
    case 'image':
      return leaf.alt && leaf.href ? linkInText(leaf.alt, leaf.href) : leaf.alt;
    default:
      return '';
  }
}

function passageInText(passage: Passage): string {
  if (passage.type === 'paragraph') return piecesInText(passage.content);
  return passage.items
    .map((item, index) => `${passage.ordered ? `${index + 1}.` : '-'} ${piecesInText(item)}`)
    .join('\n');
}

function piecesInText(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.type === 'break') return '\n';
      const link = piece.marks?.find((mark) => mark.type === 'link');
      return link && link.href !== piece.text ? `${piece.text} (${link.href})` : piece.text;
    })
    .join('')
    .trim();
}

function linkInText(label: string, href: string): string {
  return label === href ? href : `${label}: ${href}`;
}
