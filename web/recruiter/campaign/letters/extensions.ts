import { type Extensions, InputRule, Node } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { isLinkAddress } from '../../../../server/campaigns/letters/addresses.ts';
import classes from './letters.module.css';

/** What a text block can hold: no more than its document can say. Steps back are the letter's, not the text's. */
export function textExtensions(nameOf: (token: string) => string): Extensions {
  return [
    Document.extend({ content: '(paragraph | bulletList | orderedList)+' }),
    Paragraph,
    Text,
    Bold,
    Italic,
    HardBreak,
    Link.extend({ inclusive: false }).configure({
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      protocols: ['tel', 'mailto'],
      HTMLAttributes: { target: null, rel: null },
      isAllowedUri: (address) => isLinkAddress(address),
    }),
    BulletList,
    OrderedList,
    // Tab leads on to the next field, as everywhere; lists have one level.
    ListItem.extend({
      content: 'paragraph',
      addKeyboardShortcuts() {
        return { Enter: () => this.editor.commands.splitListItem(this.name) };
      },
    }),
    token(nameOf),
  ];
}

/** A token as one thing, that the cursor passes in one step. */
function token(nameOf: (token: string) => string) {
  return Node.create({
    name: 'token',
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    addAttributes: () => ({ name: { default: '' } }),
    parseHTML: () => [{ tag: 'span[data-token]', getAttrs: (element) => ({ name: element.dataset.token ?? '' }) }],
    renderHTML: ({ node }) => [
      'span',
      { 'data-token': node.attrs.name, class: classes.chip ?? '' },
      nameOf(String(node.attrs.name)),
    ],
    renderText: ({ node }) => `<%= @${node.attrs.name} %>`,
    addInputRules() {
      const { type } = this;
      return [
        new InputRule({
          find: /<%=\s*@(\w+)\s*%>$/,
          handler: ({ state, range, match }) => {
            const marks = state.storedMarks ?? state.selection.$from.marks();
            state.tr.replaceWith(range.from, range.to, type.create({ name: match[1] }, null, marks));
          },
        }),
      ];
    },
  });
}
