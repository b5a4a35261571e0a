import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, switchLanguage } from '../../i18n/i18n.ts';
import { createFormats } from '../../ui/format.ts';
import { FormatsContext } from '../../ui/formats-context.ts';
import { listenForShortcuts, useShortcuts } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import { listenForEvents } from '../events.ts';
import { useSession } from '../session.ts';
import classes from './frame.module.css';
import { HelpLauncher } from './help-launcher.tsx';
import { Rail } from './rail.tsx';

const loadPalette = () => import('../palette/palette.tsx');
const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }));
const Tray = lazy(async () => ({ default: (await import('./notices.tsx')).Tray }));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
}));
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

/** Rail, help and palette around the screen; keeps the screen's data fresh while it is shown. */
export function Frame() {
  const { t, i18n } = useTranslation('frame');
  const { user, company } = useSession();
  const [keysShown, setKeysShown] = useState(false);
  const [paletteOpenings, setPaletteOpenings] = useState(0);
  const openPalette = () => setPaletteOpenings((count) => count + 1);
  const timeZone = user.timeZone ?? company.timeZone;
  const formats = useMemo(() => createFormats(i18n.language, timeZone), [i18n.language, timeZone]);

  const queryClient = useQueryClient();
  useEffect(() => listenForEvents(queryClient), [queryClient]);
  useEffect(() => listenForShortcuts(), []);
  // Not with the first screen, but before somebody opens it: what is typed while it loads would be lost.
  useEffect(() => void loadPalette().catch(() => {}), []);
  useEffect(() => {
    if (isLanguage(user.language)) void switchLanguage(user.language);
  }, [user.language]);
  useShortcuts(t('keys.anywhere'), [
    { keys: 'mod+k', label: t('keys.openPalette'), run: openPalette },
    { keys: 'alt+n', label: t('keys.toNotice'), run: toast.focus },
    { keys: '?', label: t('keys.showKeys'), run: () => setKeysShown(true) },
  ]);

  return (
    <FormatsContext value={formats}>
      <a href="#content" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <div className={classes.frame}>
        <Rail />
        <div className={classes.column}>
          <Suspense fallback={null}>
            <Notices />
          </Suspense>
          <main id="content" tabIndex={-1} className={classes.content}>
            <Outlet />
          </main>
          <Suspense fallback={null}>
            <Tray />
          </Suspense>
        </div>
        <HelpLauncher onShowKeys={() => setKeysShown(true)} onOpenPalette={openPalette} />
      </div>
      <Suspense fallback={null}>
        {paletteOpenings > 0 && <Palette openings={paletteOpenings} onShowKeys={() => setKeysShown(true)} />}
        {keysShown && <ShortcutsDialog opened onClose={() => setKeysShown(false)} />}
      </Suspense>
    </FormatsContext>
  );
}
