import { CloseButton, Progress, Text } from '@mantine/core';
import { IconAlertCircle, IconFile, IconFileTypePdf, IconMovie, IconMusic } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../../ui/error-text.ts';
import { useFormats } from '../../../../ui/formats-context.ts';
import classes from './composer.module.css';
import { type DraftFile, edit } from './drafts.ts';
import { dropUpload, tooLarge, type Upload, uploads } from './uploads.ts';

/** The files of the draft: what is there, what is on its way, what did not get there and why. */
export function Attachments({ applicationId, files }: { applicationId: number; files: DraftFile[] }) {
  const { t } = useTranslation('leads');
  const waiting = uploads.use(applicationId);
  if (files.length + waiting.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('files.attached')}>
      {files.map((file) => (
        <li key={file.file} className={classes.file}>
          <Preview file={file} />
          <Label name={file.name} size={file.size} />
          <CloseButton
            size="sm"
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => edit(applicationId, { files: files.filter((one) => one !== file) })}
          />
        </li>
      ))}
      {waiting.map((upload) => (
        <Waiting key={upload.id} upload={upload} onDrop={() => dropUpload(applicationId, upload.id)} />
      ))}
    </ul>
  );
}

function Waiting({ upload: { name, size, share, failure, stop }, onDrop }: { upload: Upload; onDrop: () => void }) {
  const { t } = useTranslation('leads');
  const text = useErrorText();
  const failed = failure !== undefined;
  return (
    <li className={classes.file} data-failed={failed || undefined}>
      <span className={classes.preview}>
        {failed ? <IconAlertCircle size={20} aria-hidden /> : <IconFile size={20} aria-hidden />}
      </span>
      <span className={classes.fileLabel}>
        <Label name={name} size={size} />
        {failed ? (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {failure === tooLarge ? t('files.tooLargeToKeep') : text(failure)}
          </Text>
        ) : (
          <Progress.Root size="sm">
            <Progress.Section value={share * 100} aria-label={t('files.uploading', { name })} />
          </Progress.Root>
        )}
      </span>
      <CloseButton size="sm" aria-label={t('files.remove', { name })} onClick={failed ? onDrop : stop} />
    </li>
  );
}

function Label({ name, size }: { name: string; size: number }) {
  const formats = useFormats();
  return (
    <span className={classes.fileLabel}>
      <Text component="bdi" size="xs" truncate title={name}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {formats.fileSize(size)}
      </Text>
    </span>
  );
}

/** The picture itself; of any other file, and of a picture whose address has expired, what kind it is. */
function Preview({ file: { contentType, url } }: { file: DraftFile }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className={classes.preview}>
      {contentType.startsWith('image/') && !broken ? (
        <img src={url} alt="" onError={() => setBroken(true)} />
      ) : (
        <KindIcon contentType={contentType} />
      )}
    </span>
  );
}

function KindIcon({ contentType }: { contentType: string }) {
  if (contentType.startsWith('audio/')) return <IconMusic size={20} aria-hidden />;
  if (contentType.startsWith('video/')) return <IconMovie size={20} aria-hidden />;
  if (contentType === 'application/pdf') return <IconFileTypePdf size={20} aria-hidden />;
  return <IconFile size={20} aria-hidden />;
}
