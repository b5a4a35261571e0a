import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import i18next from 'i18next';
import { errorText } from './error-text.ts';
import { KeyCombination } from './key-combination.tsx';
import classes from './toasts.module.css';

let lastUndo: string | undefined;
let cameFrom: Element | null = null;

/** Short words about what just happened, over nothing that one works with, read aloud by screen readers. */
export const toast = {
  success(message: string): void {
    notifications.show({ ...look(), message, autoClose: 4_000 });
  },

  /**
   * Stays ten seconds, so that there is time to reach the button by keyboard. There is one at a time: for the last act.
   * `keys` undo it as well, where the screen has such.
   */
  undo(message: string, onUndo: () => void, keys?: string): void {
    toast.undone();
    const id = `undo-${crypto.randomUUID()}`;
    lastUndo = id;
    notifications.show({
      ...look(),
      id,
      autoClose: 10_000,
      message: <Undo id={id} message={message} onUndo={onUndo} keys={keys} />,
    });
  },

  /** It was undone in another way: the offer goes. */
  undone(): void {
    if (lastUndo) notifications.hide(lastUndo);
  },

  /** Puts the focus on the newest, wherever it was; it comes back when that toast goes. */
  focus(): void {
    const shown = document.querySelectorAll('.mantine-Notification-root');
    if (shown.length === 0 || [...shown].some((one) => one.contains(document.activeElement))) return;
    cameFrom = document.activeElement;
    shown
      .item(shown.length - 1)
      .querySelector('button')
      ?.focus();
  },

  /** `error` may be an Error of the API, or a sentence. */
  error(error: unknown): void {
    const message = typeof error === 'string' ? error : errorText(error, i18next.getFixedT(null, 'ui'));
    notifications.show({ ...look(), message, color: 'red', autoClose: 8_000, role: 'alert' });
  },
};

interface UndoProps {
  id: string;
  message: string;
  onUndo: () => void;
  keys: string | undefined;
}

/** As plain as what was done: a decision may have been a slip. */
function Undo({ id, message, onUndo, keys }: UndoProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" data-offer>
      <Text>{message}</Text>
      <Button
        size="compact-md"
        variant="light"
        style={{ flex: 'none' }}
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        rightSection={
          keys && (
            <span className={classes.keys} aria-hidden>
              <KeyCombination keys={keys} />
            </span>
          )
        }
        aria-keyshortcuts={keys && 'Control+Z Meta+Z'}
        onClick={() => {
          notifications.hide(id);
          onUndo();
        }}
      >
        {i18next.t('undo', { ns: 'ui' })}
      </Button>
    </Group>
  );
}

function look() {
  const close = i18next.t('close', { ns: 'ui' });
  return { withBorder: true, radius: 'md', closeButtonProps: { 'aria-label': close }, onClose: giveFocusBack };
}

/** While the focus is in one of them none goes by itself. */
function giveFocusBack(): void {
  const within = document.activeElement?.closest('.mantine-Notification-root');
  if (within && cameFrom instanceof HTMLElement) cameFrom.focus();
  cameFrom = null;
}
