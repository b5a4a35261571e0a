import { ActionIcon, Button, Modal, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './attachments-view.module.css';
import type { Shown } from './attachments-view.tsx';

interface Props {
  images: Shown[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

/** The pictures of a message in their full size; arrows lead from one to the next. */
export function ImageViewer({ images, at, onMove, onClose }: Props) {
  const { t } = useTranslation('leads');
  const image = images[at];
  if (!image) return null;
  const to = (by: 1 | -1) => () => images[at + by] && onMove(at + by);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowRight') to(1)();
    if (key === 'ArrowLeft') to(-1)();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={image.name}
      size="min(70rem, 96vw)"
      closeButtonProps={{ 'aria-label': t('files.close') }}
      onKeyDown={onKeyDown}
    >
      <div className={classes.viewer}>
        <img src={image.url} alt={image.name} />
        <div className={classes.bar}>
          {images.length > 1 && (
            <>
              <ActionIcon size="lg" aria-label={t('files.previous')} disabled={at === 0} onClick={to(-1)}>
                <IconChevronLeft size={18} aria-hidden />
              </ActionIcon>
              <Text size="xs" c="dimmed" aria-live="polite">
                {at + 1} / {images.length}
              </Text>
              <ActionIcon size="lg" aria-label={t('files.next')} disabled={at === images.length - 1} onClick={to(1)}>
                <IconChevronRight size={18} aria-hidden />
              </ActionIcon>
            </>
          )}
          <Button
            component="a"
            href={image.url}
            download={image.name}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={t('files.download', { name: image.name })}
          >
            {t('files.save')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
