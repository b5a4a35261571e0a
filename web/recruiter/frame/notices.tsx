import { lazy, Suspense } from 'react';
import { loadLateArea } from '../../i18n/i18n.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { SmsNotice } from './sms-notice.tsx';

const BulkTray = lazy(async () => {
  const [{ BulkTray: Tray }] = await Promise.all([import('../leads/bulk/bulk-tray.tsx'), loadLateArea('bulk')]);
  return { default: Tray };
});

/** What is to be said above the screen, whichever it is; it comes after the screen. */
export function Notices() {
  return (
    <>
      <ConnectionNotice />
      <SmsNotice />
    </>
  );
}

/** What goes on with many at once, below the screen. */
export function Tray() {
  return (
    <Suspense fallback={null}>
      <BulkTray />
    </Suspense>
  );
}
