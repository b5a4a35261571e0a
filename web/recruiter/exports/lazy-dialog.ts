import { lazy } from 'react';
import { loadLateArea } from '../../i18n/i18n.ts';

/** The dialog, loaded with its texts when somebody opens it. */
export function lazyExportDialog() {
  return lazy(async () => {
    const [{ ExportDialog }] = await Promise.all([import('./export-dialog.tsx'), loadLateArea('exports')]);
    return { default: ExportDialog };
  });
}
