import { ColorSwatch, Group, Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Hue, hues } from '../../../ui/folders.ts';

/** One of the palette's hues, by name and swatch. */
export function ColorSelect({ hue, ...input }: { hue: Hue } & Omit<SelectProps, 'data'>) {
  const { t } = useTranslation('own');
  return (
    <Select
      label={t('folders.color')}
      data={hues.map((value) => ({ value, label: t(`folders.colors.${value}`) }))}
      allowDeselect={false}
      leftSection={<Swatch hue={hue} />}
      renderOption={({ option }) => (
        <Group gap="xs">
          <Swatch hue={option.value} />
          {option.label}
        </Group>
      )}
      {...input}
    />
  );
}

function Swatch({ hue }: { hue: string }) {
  return <ColorSwatch size={12} color={`var(--mantine-color-${hue}-5)`} withShadow={false} aria-hidden />;
}
