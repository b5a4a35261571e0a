import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../ui/shortcuts.ts';
import type { Selecting } from './selection.ts';

/** Selecting without a mouse: the row that has the focus, else `current`, who stands in the list. */
export function useSelectionKeys(selecting: Selecting, current: number | undefined): void {
  const { t } = useTranslation('leads');
  const pick = (extend: boolean) => () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-application]');
    const id = row ? Number(row.dataset.application) : current;
    if (id !== undefined) selecting.pick(id, extend);
  };
  useShortcuts(t('keys.title'), [
    { keys: 'x', label: t('keys.select'), run: pick(false) },
    { keys: 'shift+x', label: t('keys.selectTo'), run: pick(true) },
    ...(selecting.empty ? [] : [{ keys: 'escape', label: t('keys.clear'), run: selecting.clear }]),
  ]);
}
