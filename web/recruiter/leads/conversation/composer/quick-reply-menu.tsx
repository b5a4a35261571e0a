import { ActionIcon, Combobox, Text, Tooltip, useCombobox } from '@mantine/core';
import { IconBolt, IconChevronUp } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QuickReplyOptions } from './quick-reply-options.tsx';

/** By which the menu was opened: its button, or a slash at the beginning of the text. */
export type OpenedBy = 'button' | 'slash';

interface Props {
  opened: OpenedBy | null;
  onOpen: (by: OpenedBy | null) => void;
  /** What stands in the composer: a new quick reply begins with it. */
  text: string;
  onPick: (text: string) => void;
  /** Where new ones can be made from here. */
  onCreate?: (start: { title: string; body: string }) => void;
  input: RefObject<HTMLTextAreaElement | null>;
}

/** Texts that are sent again and again: found by typing, chosen by arrows and Enter, made from what stands in the composer. */
export function QuickReplyMenu({ opened, onOpen, text, onPick, onCreate, input }: Props) {
  const { t } = useTranslation('quickReplies');
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    opened: opened !== null,
    onOpenedChange: (open) => !open && onOpen(null),
  });
  const { focusSearchInput } = combobox;
  useEffect(() => {
    if (opened) focusSearchInput();
    else setTyped('');
  }, [opened, focusSearchInput]);

  const close = () => onOpen(null);
  function pick(body: string): void {
    close();
    onPick(body);
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    const leaves = event.key === 'Escape' || (event.key === 'Backspace' && typed === '');
    if (!leaves || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const slash = opened === 'slash' && event.key === 'Escape';
    close();
    // Who wanted to write a slash has it.
    if (slash) onPick(`/${typed}`);
    else input.current?.focus();
  }

  return (
    <Combobox store={combobox} width={340} position="top-start" onOptionSubmit={() => {}}>
      <Combobox.Target targetType="button">
        <Tooltip label={t('open')} disabled={opened !== null}>
          <ActionIcon
            size="lg"
            w={46}
            aria-label={t('title')}
            onClick={() => onOpen(opened ? null : 'button')}
            data-quick-replies
          >
            <IconBolt size={18} aria-hidden />
            <IconChevronUp size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <div role="dialog" aria-label={t('title')} onKeyDownCapture={onKeyDown}>
          <Combobox.Search
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {opened && (
            <QuickReplyOptions
              combobox={combobox}
              typed={typed}
              onPick={pick}
              {...(onCreate && {
                onCreate: () => {
                  close();
                  onCreate({ title: typed.trim() || text.trim().split(/\s+/).slice(0, 5).join(' '), body: text });
                },
              })}
            />
          )}
          <Text size="xs" c="dimmed" px="xs" pt={6}>
            {t('hint')}
          </Text>
        </div>
      </Combobox.Dropdown>
    </Combobox>
  );
}
