import { Text } from '@mantine/core';
import { IconDownload, IconFile, IconFileTypePdf } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { PlaybackSpeed } from '../../../ui/playback-speed.tsx';
import { VoicePlayer } from '../../../ui/voice-player.tsx';
import classes from './attachments-view.module.css';

const RiskyFile = lazy(async () => ({ default: (await import('./risky-file.tsx')).RiskyFile }));
const ImageViewer = lazy(async () => ({ default: (await import('./image-viewer.tsx')).ImageViewer }));

export type Shown = { name: string; contentType: string; size: number; url: string; risky?: boolean };

/** The files of a message: pictures open large, sound and film play, the rest is fetched. */
export function AttachmentsView({ attachments }: { attachments: Shown[] }) {
  const { t } = useTranslation('leads');
  const [opened, setOpened] = useState<number | null>(null);
  const images = attachments.filter(({ contentType, risky }) => contentType.startsWith('image/') && !risky);
  const others = attachments.filter((attachment) => !images.includes(attachment));
  return (
    <>
      {images.length > 0 && (
        <div className={classes.images} data-alone={images.length === 1 || undefined}>
          {images.map(({ url, name }, at) => (
            <button
              key={url}
              type="button"
              className={classes.image}
              aria-label={t('files.open', { name })}
              onClick={() => setOpened(at)}
            >
              <img src={url} alt="" loading="lazy" decoding="async" />
            </button>
          ))}
        </div>
      )}
      {others.map((attachment) => (
        <Other key={attachment.url} attachment={attachment} />
      ))}
      {opened !== null && (
        <Suspense fallback={<DialogComes />}>
          <ImageViewer images={images} at={opened} onMove={setOpened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}

function Other({ attachment }: { attachment: Shown }) {
  const { t } = useTranslation('leads');
  const { contentType, url, name, risky } = attachment;
  if (risky)
    return (
      <Suspense fallback={<span className={classes.file}>{name}</span>}>
        <RiskyFile file={attachment} />
      </Suspense>
    );
  if (contentType.startsWith('audio/'))
    return <VoicePlayer className={classes.sound} url={url} label={t('files.sound', { name })} />;
  return contentType.startsWith('video/') ? <Film film={attachment} /> : <FileLink file={attachment} />;
}

function Film({ film: { url, name } }: { film: Shown }) {
  const { t } = useTranslation('leads');
  const player = useRef<HTMLVideoElement>(null);
  // The address changes while it plays, as links expire; what plays goes on.
  const [src, setSrc] = useState(url);
  return (
    <div className={classes.film}>
      <video
        ref={player}
        controls
        preload="metadata"
        src={src}
        onError={() => setSrc(url)}
        aria-label={t('files.film', { name })}
      />
      <PlaybackSpeed player={player} />
    </div>
  );
}

function FileLink({ file: { name, contentType, size, url } }: { file: Shown }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const Icon = contentType === 'application/pdf' ? IconFileTypePdf : IconFile;
  return (
    <a className={classes.file} href={url} download={name} aria-label={t('files.download', { name })}>
      <Icon size={22} aria-hidden />
      <span className={classes.fileLabel}>
        <bdi className={classes.fileName}>{name}</bdi>
        <Text component="span" size="xs" c="dimmed">
          {formats.fileSize(size)}
        </Text>
      </span>
      <IconDownload size={16} aria-hidden />
    </a>
  );
}
