import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fileLimitsOf, maxFileBytes } from '../../../../../server/channels/files.ts';
import { useFormats } from '../../../../ui/formats-context.ts';
import type { Channel } from '../queries.ts';
import { attach } from './uploads.ts';

/** Chooses files from the disk; they can be dropped and pasted as well. */
export function AttachButton({ applicationId, channel }: { applicationId: number; channel: Channel | undefined }) {
  const { t } = useTranslation('leads');
  const limits = useLimits(channel);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tooltip label={limits ? `${t('files.attach')}. ${limits}` : t('files.attach')}>
        <ActionIcon size="lg" aria-label={t('files.attach')} onClick={() => input.current?.click()}>
          <IconPaperclip size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-attach
        onChange={(event) => {
          attach(applicationId, event.currentTarget.files ?? []);
          // So that the same file can be chosen again after it was removed.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** How much the channel takes, known before anything is chosen. */
function useLimits(channel: Channel | undefined): string | null {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  if (!channel) return null;
  const name = t(`channels.${channel.channel}`);
  if (!channel.takesFiles) return t('files.noneHere', { channel: name });
  const { most, totalBytes, kinds } = fileLimitsOf(channel.channel);
  const largest = Math.min(totalBytes, maxFileBytes, Math.max(...kinds.map(({ bytes }) => bytes)));
  return t('files.limits', {
    channel: name,
    count: most,
    size: formats.fileSize(largest),
    total: formats.fileSize(totalBytes),
  });
}
