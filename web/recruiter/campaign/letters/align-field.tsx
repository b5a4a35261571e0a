import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Align } from './document.ts';
import classes from './letters.module.css';

const icons = { start: IconAlignLeft, center: IconAlignCenter, end: IconAlignRight };

export function AlignField({
  block,
  value,
  onChange,
}: {
  block: string;
  value: Align;
  onChange: (align: Align) => void;
}) {
  const { t } = useTranslation('letters');
  return (
    <SegmentedControl
      className={classes.align}
      aria-label={t('align', { block })}
      value={value}
      onChange={(align) => onChange(align as Align)}
      data={(['start', 'center', 'end'] as const).map((align) => {
        const Icon = icons[align];
        return {
          value: align,
          label: (
            <>
              <Icon size={15} aria-hidden style={{ display: 'block' }} />
              <VisuallyHidden>{t(`aligns.${align}`)}</VisuallyHidden>
            </>
          ),
        };
      })}
    />
  );
}
