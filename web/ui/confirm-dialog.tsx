import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './error-text.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Names the act, such as "Delete campaign". */
  confirmLabel: string;
  /** The dialog stays open and busy until it settles, closes on success and shows the reason of a failure. */
  onConfirm: () => Promise<unknown> | void;
  danger?: boolean;
  /** The text that has to be typed before the button works. */
  typedName?: string;
  cancelLabel?: string;
}

export function ConfirmDialog({ opened, onClose, title, ...content }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm" withCloseButton={false}>
      <Content onClose={onClose} {...content} />
    </Modal>
  );
}

// A component of its own, so that what was typed and what failed is gone when the dialog opens again.
function Content({
  onClose,
  children,
  confirmLabel,
  onConfirm,
  danger,
  typedName,
  cancelLabel,
}: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation('ui');
  const text = useErrorText();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const allowed = typedName === undefined || typed.trim() === typedName.trim();

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!allowed || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={confirm}>
      <Stack>
        <Text component="div">{children}</Text>
        {typedName !== undefined && (
          <TextInput
            label={t('typeToConfirm', { name: typedName })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {failure !== null && (
          <Text c="var(--mantine-color-error)" role="alert">
            {text(failure)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus={typedName === undefined || undefined}>
            {cancelLabel ?? t('cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : undefined} loading={busy} disabled={!allowed}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
