import { lazy, Suspense } from 'react';
import { loadLateArea } from '../../i18n/i18n.ts';
import { SmsNotice } from './sms-notice.tsx';

const BulkTray = lazy(async () => {
  const [{ BulkTray: Tray }] = await Promise.all([import('../leads/bulk/bulk-tray.tsx'), loadLateArea('bulk')]);
  return { default: Tray };
});

/** What goes on beside the screen, whichever it is; it comes after the screen. */
export function Notices() {
  return (
    <>
      <SmsNotice />
      <Suspense fallback={null}>
        <BulkTray />
      </Suspense>
    </>
  );
}
