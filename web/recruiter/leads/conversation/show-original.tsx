import { Button } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import type { MessageItem } from './queries.ts';

const OriginalMail = lazy(async () => ({ default: (await import('./original-mail.tsx')).OriginalMail }));

/** The way from the text of a mail to all of it. */
export function ShowOriginal({ message }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        fw={400}
        leftSection={<IconMailOpened size={14} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('original.show')}
      </Button>
      {opened && (
        <Suspense fallback={<DialogComes />}>
          <OriginalMail message={message} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
