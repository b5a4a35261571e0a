import { ActionIcon, Loader, Popover, Tooltip } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.tsx')).EmojiPicker }));

export function EmojiButton({ onInsert }: { onInsert: (emoji: string) => void }) {
  const { t } = useTranslation('leads');
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('chat.emoji')} disabled={opened}>
          <ActionIcon
            size="lg"
            aria-label={t('chat.emoji')}
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <IconMoodSmile size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.emojiDropdown} aria-label={t('chat.emoji')}>
        <Suspense fallback={<Loader m="lg" />}>
          <EmojiPicker
            onPick={(emoji) => {
              setOpened(false);
              onInsert(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
