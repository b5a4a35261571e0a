import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, switchLanguage } from '../../i18n/i18n.ts';
import { askFor, modalDialog } from '../../ui/asked-for.ts';
import { DialogComes } from '../../ui/dialog-comes.tsx';
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
const loadShortcutsDialog = () => import('./shortcuts-dialog.tsx');
const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }));
const Tray = lazy(async () => ({ default: (await import('./notices.tsx')).Tray }));
const ShortcutsDialog = lazy(async () => ({ default: (await loadShortcutsDialog()).ShortcutsDialog }));
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

/** Rail, help and palette around the screen; keeps the screen's data fresh while it is shown. */
export function Frame() {
  const { t, i18n } = useTranslation('frame');
  const { user, company } = useSession();
  const [keysShown, setKeysShown] = useState(false);
  const [paletteOpenings, setPaletteOpenings] = useState(0);
  function openPalette(): void {
    setPaletteOpenings((count) => count + 1);
    askFor(modalDialog);
  }
  function showKeys(): void {
    setKeysShown(true);
    askFor(modalDialog);
  }
  const timeZone = user.timeZone ?? company.timeZone;
  const formats = useMemo(() => createFormats(i18n.language, timeZone), [i18n.language, timeZone]);

  const queryClient = useQueryClient();
  useEffect(() => listenForEvents(queryClient), [queryClient]);
  useEffect(() => listenForShortcuts(), []);
  useEffect(() => {
    // Not with the first screen, but before somebody asks for them.
    void loadPalette().catch(() => {});
    void loadShortcutsDialog().catch(() => {});
  }, []);
  useEffect(() => {
    if (isLanguage(user.language)) void switchLanguage(user.language);
  }, [user.language]);
  useShortcuts(t('keys.anywhere'), [
    { keys: 'mod+k', label: t('keys.openPalette'), run: openPalette },
    { keys: 'alt+n', label: t('keys.toNotice'), run: toast.focus },
    { keys: '?', label: t('keys.showKeys'), run: showKeys },
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
        <HelpLauncher onShowKeys={showKeys} onOpenPalette={openPalette} />
      </div>
      <Suspense fallback={<DialogComes />}>
        {paletteOpenings > 0 && <Palette openings={paletteOpenings} onShowKeys={showKeys} />}
        {keysShown && <ShortcutsDialog opened onClose={() => setKeysShown(false)} />}
      </Suspense>
    </FormatsContext>
  );
}
