import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBold, IconItalic, IconLinkOff, IconList, IconListNumbers } from '@tabler/icons-react';
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage } from '../../../../server/campaigns/letters/document.ts';
import { isKnownToken } from '../../../../server/conversations/tokens.ts';
import { TokenMenu } from '../messages/token-menu.tsx';
import { textExtensions } from './extensions.ts';
import { useLetter } from './letter-context.ts';
import classes from './letters.module.css';
import { LinkTool } from './link-tool.tsx';
import { fromEditor, toEditor } from './rich-content.ts';

interface Props {
  id: string;
  /** What the block is called, for names of tools. */
  block: string;
  content: Passage[];
  problem: string | undefined;
  onChange: (content: Passage[]) => void;
}

/** Flowing text: paragraphs, lists, bold, italic, links, and tokens as chips. */
export function FlowText({ id, block, content, problem, onChange }: Props) {
  const { t } = useTranslation('letters');
  const { t: c } = useTranslation('campaign');
  const written = useRef(JSON.stringify(content));
  const change = useRef(onChange);
  change.current = onChange;
  const label = t('textOf', { block });
  const attributes = {
    id,
    class: classes.flow ?? '',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    ...(problem && { 'aria-invalid': 'true', 'aria-describedby': `${id}-problem` }),
  };
  const editor = useEditor({
    extensions: textExtensions((name) => (isKnownToken(name) ? c(`tokenNames.${name}`) : `@${name}`)),
    content: toEditor(content),
    editorProps: { attributes },
    onUpdate: ({ editor: updated }) => {
      const next = fromEditor(updated.getJSON());
      written.current = JSON.stringify(next);
      change.current(next);
    },
  });
  // A step back or a template came from elsewhere; one's own typing is here already.
  const outside = JSON.stringify(content);
  useEffect(() => {
    if (outside === written.current) return;
    written.current = outside;
    editor.commands.setContent(toEditor(JSON.parse(outside) as Passage[]), { emitUpdate: false });
  }, [editor, outside]);
  const named = JSON.stringify(attributes);
  useEffect(() => editor.setOptions({ editorProps: { attributes: JSON.parse(named) } }), [editor, named]);
  return (
    <div className={classes.paper}>
      <Tools editor={editor} name={t('tools', { block })} />
      <EditorContent editor={editor} />
      {problem && (
        <p id={`${id}-problem`} className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Tools({ editor, name }: { editor: Editor; name: string }) {
  const { t } = useTranslation('letters');
  const { t: c } = useTranslation('campaign');
  const { values } = useLetter();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      link: now.isActive('link'),
    }),
  });
  const tools = [
    ['bold', c('messages.bold'), IconBold, () => editor.chain().focus().toggleBold().run()],
    ['italic', c('messages.italic'), IconItalic, () => editor.chain().focus().toggleItalic().run()],
    ['bulletList', c('messages.list'), IconList, () => editor.chain().focus().toggleBulletList().run()],
    ['orderedList', t('numbered'), IconListNumbers, () => editor.chain().focus().toggleOrderedList().run()],
  ] as const;
  return (
    <div className={classes.tools} role="group" aria-label={name}>
      {tools.map(([key, label, Icon, run]) => (
        <Tooltip key={key} label={label}>
          <ActionIcon aria-label={label} aria-pressed={on[key]} variant={on[key] ? 'light' : 'subtle'} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <LinkTool
        active={on.link}
        current={() => String(editor.getAttributes('link').href ?? '')}
        onSet={(href) => setLink(editor, href)}
      />
      {on.link && (
        <Tooltip label={t('unlink')}>
          <ActionIcon
            aria-label={t('unlink')}
            onClick={() => editor.chain().focus().extendMarkRange('link').unsetLink().run()}
          >
            <IconLinkOff size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <span className={classes.push}>
        <TokenMenu
          values={values}
          onInsert={(text) => {
            const inserted = /@(\w+)/.exec(text)?.[1];
            editor
              .chain()
              .focus()
              .insertContent({ type: 'token', attrs: { name: inserted } })
              .run();
          }}
        />
      </span>
    </div>
  );
}

/** Without words to put the link on, its address is the words. */
function setLink(editor: Editor, href: string): void {
  const isEmpty = editor.state.selection.empty && !editor.isActive('link');
  const chain = editor.chain().focus();
  if (isEmpty) chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
  else chain.extendMarkRange('link').setLink({ href }).run();
}
