import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconBold, IconItalic, IconLink, IconList } from '@tabler/icons-react';
import { type ClipboardEvent, type FormEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLink, withTokens } from './mail-html.ts';
import classes from './messages-section.module.css';

export interface RichTextHandle {
  /** Puts the text where the cursor is or was. */
  insert: (text: string) => void;
}

interface Props {
  html: string;
  label: string;
  onChange: (html: string) => void;
  ref: Ref<RichTextHandle>;
}

/** A small graphical editor: paragraphs, bold, italic, lists and links, which is what a mail to a candidate needs. */
export function RichText({ html, label, onChange, ref }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const written = useRef<string | null>(null);
  const range = useRef<Range | null>(null);

  // Setting the HTML moves the cursor to the beginning, so only what came from elsewhere is set.
  useEffect(() => {
    if (!box.current || written.current === html) return;
    box.current.innerHTML = html;
    written.current = html;
  }, [html]);
  useEffect(() => remember(box, range), []);

  function changed(): void {
    if (!box.current) return;
    written.current = withTokens(box.current.innerHTML);
    onChange(written.current);
  }

  /** The browser's own commands: deprecated by name, and still the only ones that keep its undo working. */
  function command(name: string, value?: string): void {
    restore(box.current, range.current);
    document.execCommand('defaultParagraphSeparator', false, 'p');
    document.execCommand(name, false, value);
    changed();
  }

  useImperativeHandle(ref, () => ({ insert: (text) => command('insertText', text) }));

  function paste(event: ClipboardEvent): void {
    // Without the fonts and colours of wherever it was copied.
    event.preventDefault();
    command('insertText', event.clipboardData.getData('text/plain'));
  }

  return (
    <div>
      <Toolbar command={command} />
      <div
        ref={box}
        className={classes.rich}
        role="textbox"
        aria-multiline
        aria-label={label}
        tabIndex={0}
        contentEditable
        suppressContentEditableWarning
        onInput={changed}
        onPaste={paste}
      />
    </div>
  );
}

function Toolbar({ command }: { command: (name: string, value?: string) => void }) {
  const { t } = useTranslation('campaign');
  const tools = [
    ['bold', IconBold, 'bold'],
    ['italic', IconItalic, 'italic'],
    ['list', IconList, 'insertUnorderedList'],
  ] as const;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('messages.bodyEmail')}>
      {tools.map(([name, Icon, act]) => (
        <Tooltip key={name} label={t(`messages.${name}`)}>
          <ActionIcon
            aria-label={t(`messages.${name}`)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => command(act)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <LinkTool onSet={(address) => command('createLink', address)} />
    </div>
  );
}

function LinkTool({ onSet }: { onSet: (address: string) => void }) {
  const { t } = useTranslation('campaign');
  const [opened, setOpened] = useState(false);
  const [address, setAddress] = useState('https://');
  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!isLink(address)) return;
    setOpened(false);
    onSet(address.trim());
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={300} trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={t('messages.link')}>
          <ActionIcon aria-label={t('messages.link')} onClick={() => setOpened(!opened)}>
            <IconLink size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('messages.link')} aria-labelledby={undefined}>
        <form onSubmit={submit}>
          <TextInput
            label={t('messages.linkAddress')}
            description={t('messages.linkHint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" size="xs" mt="xs" disabled={!isLink(address)}>
            {t('messages.linkSet')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Keeps the last selection inside the box: a menu that opens takes the focus away from it. */
function remember(box: { current: HTMLElement | null }, range: { current: Range | null }): () => void {
  function keep(): void {
    const selection = document.getSelection();
    if (!selection?.rangeCount || !box.current) return;
    const now = selection.getRangeAt(0);
    if (box.current.contains(now.commonAncestorContainer)) range.current = now.cloneRange();
  }
  document.addEventListener('selectionchange', keep);
  return () => document.removeEventListener('selectionchange', keep);
}

function restore(box: HTMLElement | null, range: Range | null): void {
  box?.focus();
  const selection = document.getSelection();
  if (!selection || !box) return;
  const at = range ?? document.createRange();
  if (!range) {
    at.selectNodeContents(box);
    at.collapse(false);
  }
  selection.removeAllRanges();
  selection.addRange(at);
}
