import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  onSave: () => void;
  saving: boolean;
  /** What is wrong with what was typed. */
  problem: ReactNode;
  onDone: () => void;
  /** Stands beside Save and Cancel. */
  more?: ReactNode;
  children: ReactNode;
}

/** A field that is edited where it stands: Enter saves, Escape leaves it as it was. What is wrong is told below it, by us. */
export function InPlaceForm({ onSave, saving, problem, onDone, more, children }: Props) {
  const { t } = useTranslation('leads');
  function submit(event: FormEvent): void {
    event.preventDefault();
    onSave();
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onDone()}
      style={{ flex: 1 }}
    >
      <Stack gap={4}>
        {children}
        {problem && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group gap={6}>
          <Button type="submit" size="compact-sm" loading={saving}>
            {t('save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          {more}
        </Group>
      </Stack>
    </form>
  );
}
