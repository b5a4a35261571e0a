import type { JSONContent } from '@tiptap/core';
import type { Mark, Passage, Piece } from '../../../../server/campaigns/letters/document.ts';
import { parseTemplate } from '../../../../server/conversations/tokens.ts';

/** The passages as the text editor has them: tokens are things of their own in there, in the document they are text. */
export function toEditor(content: Passage[]): JSONContent {
  const passages = content.length > 0 ? content : [{ type: 'paragraph' as const, content: [] }];
  return { type: 'doc', content: passages.map(passageToEditor) };
}

export function fromEditor(doc: JSONContent): Passage[] {
  return (doc.content ?? []).map(passageFromEditor);
}

function passageToEditor(passage: Passage): JSONContent {
  if (passage.type === 'paragraph') return paragraph(passage.content);
  const type = passage.ordered ? 'orderedList' : 'bulletList';
  return { type, content: passage.items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })) };
}

function paragraph(pieces: Piece[]): JSONContent {
  return { type: 'paragraph', content: pieces.flatMap(pieceToEditor) };
}

function pieceToEditor(piece: Piece): JSONContent[] {
  if (piece.type === 'break') return [{ type: 'hardBreak' }];
  const marks = (piece.marks ?? []).map((mark) =>
    mark.type === 'link' ? { type: 'link', attrs: { href: mark.href } } : { type: mark.type },
  );
  return parseTemplate(piece.text).map((part) =>
    'token' in part ? { type: 'token', attrs: { name: part.token }, marks } : { type: 'text', text: part.text, marks },
  );
}

function passageFromEditor(node: JSONContent): Passage {
  if (node.type === 'paragraph') return { type: 'paragraph', content: piecesFromEditor(node) };
  const items = (node.content ?? []).map((item) => (item.content ?? []).flatMap(piecesFromEditor));
  return { type: 'list', ordered: node.type === 'orderedList', items };
}

function piecesFromEditor({ content = [] }: JSONContent): Piece[] {
  const pieces: Piece[] = [];
  for (const node of content) {
    if (node.type === 'hardBreak') {
      pieces.push({ type: 'break' });
      continue;
    }
    const text = node.type === 'token' ? `<%= @${node.attrs?.name} %>` : (node.text ?? '');
    const marks = (node.marks ?? []).flatMap(markFromEditor);
    const before = pieces.at(-1);
    const goesOn = before?.type === 'text' && JSON.stringify(before.marks ?? []) === JSON.stringify(marks);
    if (goesOn) before.text += text;
    else pieces.push({ type: 'text', text, ...(marks.length > 0 && { marks }) });
  }
  return pieces;
}

function markFromEditor({ type, attrs }: { type: string; attrs?: Record<string, unknown> }): Mark[] {
  if (type === 'link') return [{ type, href: String(attrs?.href ?? '') }];
  return type === 'bold' || type === 'italic' ? [{ type }] : [];
}
