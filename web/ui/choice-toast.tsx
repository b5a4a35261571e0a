import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Something went another way, and what can be done now. Stays until it is closed or the button is pressed. */
export function choiceToast(message: string, label: string, onClick: () => void): void {
  const id = `choice-${crypto.randomUUID()}`;
  const press = () => {
    notifications.hide(id);
    onClick();
  };
  notifications.show({
    id,
    withBorder: true,
    radius: 'md',
    closeButtonProps: { 'aria-label': i18next.t('close', { ns: 'ui' }) },
    color: 'red',
    autoClose: false,
    role: 'alert',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text>{message}</Text>
        <Button size="compact-sm" variant="subtle" style={{ flex: 'none' }} onClick={press}>
          {label}
        </Button>
      </Group>
    ),
  });
}
