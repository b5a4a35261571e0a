import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Passage } from '../../../../server/campaigns/letters/document.ts';
import { fromEditor, toEditor } from './rich-content.ts';

const passages: Passage[] = [
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'Hi <%= @candidate_name %>, see ' },
      {
        type: 'text',
        text: 'our <%= @company %>',
        marks: [{ type: 'bold' }, { type: 'link', href: 'https://a.example' }],
      },
      { type: 'break' },
      { type: 'text', text: 'Bye', marks: [{ type: 'italic' }] },
    ],
  },
  { type: 'list', ordered: true, items: [[{ type: 'text', text: 'One' }], []] },
  { type: 'list', ordered: false, items: [[{ type: 'text', text: '<%= @access_code %>' }]] },
  { type: 'paragraph', content: [] },
];

test('what is written in blocks comes back from the text editor as it was', () => {
  assert.deepEqual(fromEditor(toEditor(passages)), passages);
});

test('a token is a thing of its own in the editor, with the looks of the text around it', () => {
  const [paragraph] = toEditor(passages).content ?? [];
  const tokens = paragraph?.content?.filter(({ type }) => type === 'token');
  assert.deepEqual(tokens, [
    { type: 'token', attrs: { name: 'candidate_name' }, marks: [] },
    {
      type: 'token',
      attrs: { name: 'company' },
      marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://a.example' } }],
    },
  ]);
});

test('the editor has a line to write on where there is no text yet', () => {
  assert.deepEqual(toEditor([]), { type: 'doc', content: [{ type: 'paragraph', content: [] }] });
});
