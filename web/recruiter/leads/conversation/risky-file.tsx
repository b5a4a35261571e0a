import { Text } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import classes from './attachments-view.module.css';
import type { Shown } from './attachments-view.tsx';

/** A file that may run a program when it is opened: marked, and given out only to who wants it all the same. */
export function RiskyFile({ file: { name, size, url } }: { file: Shown }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  function download(): void {
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
  }
  return (
    <>
      <button
        type="button"
        className={classes.file}
        data-risky
        aria-label={t('files.downloadRisky', { name })}
        onClick={() => setAsking(true)}
      >
        <IconAlertTriangle size={22} aria-hidden />
        <span className={classes.fileLabel}>
          <bdi className={classes.fileName}>{name}</bdi>
          <Text component="span" size="xs">
            {t('files.risky')} · {formats.fileSize(size)}
          </Text>
        </span>
        <IconDownload size={16} aria-hidden />
      </button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('files.riskyTitle')}
        confirmLabel={t('files.riskyConfirm')}
        onConfirm={download}
        danger
      >
        {t('files.riskyText', { name })}
      </ConfirmDialog>
    </>
  );
}
