import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
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
  const { t } = useTranslation(['leads', 'profile']);
  const [halfDate, setHalfDate] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    // The browser gives out a date of which a part is missing as none at all.
    const half = [...event.currentTarget.querySelectorAll('input')].some((input) => input.validity.badInput);
    setHalfDate(half);
    if (!half) onSave();
  }
  const wrong = halfDate ? t('profile:halfDate') : problem;
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onDone()}
      style={{ flex: 1 }}
    >
      <Stack gap={4}>
        {children}
        {wrong && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {wrong}
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
