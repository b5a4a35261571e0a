import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LetterDocument } from './document.ts';

type Look = Pick<LetterDocument, 'accent' | 'direction'>;

/** Colour of buttons and links, and the direction in which the text runs. */
export function LookMenu({ document, onChange }: { document: Look; onChange: (patch: Partial<Look>) => void }) {
  const { t } = useTranslation('letters');
  return (
    <Popover width={250} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconPalette size={14} aria-hidden />}>
          {t('look')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('look')} aria-labelledby={undefined}>
        <Stack gap="sm">
          <TextInput
            type="color"
            label={t('accent')}
            value={document.accent}
            onChange={(event) => onChange({ accent: event.currentTarget.value })}
          />
          <Select
            label={t('direction')}
            value={document.direction}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={(['ltr', 'rtl'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(direction) => direction && onChange({ direction: direction as Look['direction'] })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
