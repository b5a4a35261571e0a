import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

let lastUndo: string | undefined;

/** Short words about what just happened, at the top of the window, away from where one writes, read aloud by screen readers. */
export const toast = {
  success(message: string): void {
    notifications.show({ ...look(), message, autoClose: 4_000 });
  },

  /** Stays ten seconds, so that there is time to reach the button by keyboard. There is one at a time: for the last act. */
  undo(message: string, onUndo: () => void): void {
    if (lastUndo) notifications.hide(lastUndo);
    const id = `undo-${crypto.randomUUID()}`;
    lastUndo = id;
    notifications.show({
      ...look(),
      id,
      autoClose: 10_000,
      message: <WithButton id={id} message={message} label={i18next.t('undo', { ns: 'ui' })} onClick={onUndo} />,
    });
  },

  /** Something went another way, and what can be done now. Stays until it is closed or the button pressed. */
  choice(message: string, label: string, onClick: () => void): void {
    const id = `choice-${crypto.randomUUID()}`;
    notifications.show({
      ...look(),
      id,
      color: 'red',
      autoClose: false,
      role: 'alert',
      message: <WithButton id={id} message={message} label={label} onClick={onClick} />,
    });
  },

  /** `error` may be an Error of the API, or a sentence. */
  error(error: unknown): void {
    const message = typeof error === 'string' ? error : errorText(error, i18next.getFixedT(null, 'ui'));
    notifications.show({ ...look(), message, color: 'red', autoClose: 8_000, role: 'alert' });
  },
};

type ButtonProps = { id: string; message: string; label: string; onClick: () => void };

function WithButton({ id, message, label, onClick }: ButtonProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text>{message}</Text>
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ flex: 'none' }}
        onClick={() => {
          notifications.hide(id);
          onClick();
        }}
      >
        {label}
      </Button>
    </Group>
  );
}

function look() {
  const close = i18next.t('close', { ns: 'ui' });
  return { withBorder: true, radius: 'md', closeButtonProps: { 'aria-label': close } };
}
