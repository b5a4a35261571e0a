import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { hues, stableHue } from './folders.ts';
import classes from './label-chip.module.css';

interface Props {
  name: string;
  /** As somebody has chosen it; else it goes by the name. */
  color?: string | null;
  /** Lists all that carry the label. */
  onClick?: () => void;
  onRemove?: () => void;
}

export function LabelChip({ name, color, onClick, onRemove }: Props) {
  const hue = hues.find((one) => one === color) ?? stableHue(name);
  const { t } = useTranslation('ui');
  return (
    <span
      className={classes.chip}
      style={{
        '--chip-background': `var(--mantine-color-${hue}-light)`,
        '--chip-text': `var(--mantine-color-${hue}-light-color)`,
      }}
    >
      {onClick ? (
        <button type="button" className={classes.name} onClick={onClick}>
          {name}
        </button>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      {onRemove && (
        <CloseButton size={20} iconSize={11} c="inherit" aria-label={t('removeLabel', { name })} onClick={onRemove} />
      )}
    </span>
  );
}
