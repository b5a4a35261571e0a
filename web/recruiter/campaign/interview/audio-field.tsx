import { ActionIcon, Button, FileButton, Text, Tooltip } from '@mantine/core';
import { IconMicrophone2, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unwrapUpload, upload } from '../../../api/upload.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import { useAudioUrls } from './audio-urls.ts';
import classes from './interview-section.module.css';

interface Props {
  /** What is spoken, for names of buttons. */
  what: string;
  value: string | null | undefined;
  problem?: string | undefined;
  onChange: (key: string | null) => void;
}

/** The sound file of a prompt: to choose, hear, replace and take away. */
export function AudioField({ what, value, problem, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const { campaignId, urls, keep } = useAudioUrls();
  const reason = useErrorText();
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return upload('PUT', `/api/campaigns/${campaignId}/audio`, form).then(
        unwrapUpload<{ audioBlobKey: string; url: string }>,
      );
    },
    onSuccess: ({ audioBlobKey, url }) => {
      keep(audioBlobKey, url);
      onChange(audioBlobKey);
    },
  });
  return (
    <div className={classes.audio}>
      <div className={classes.audioLine}>
        {value && urls[value] && (
          // biome-ignore lint/a11y/useMediaCaption: what it says stands in the field above it
          <audio controls preload="none" src={urls[value]} aria-label={t('interview.audioPlay', { what })} />
        )}
        <FileButton accept=".wav,.mp3,audio/wav,audio/mpeg" onChange={(file) => file && send.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              size="compact-xs"
              variant="subtle"
              color="gray"
              loading={send.isPending}
              leftSection={<IconMicrophone2 size={14} aria-hidden />}
              aria-label={t('interview.audioOf', { what })}
            >
              {value ? t('interview.audioReplace') : t('interview.audio')}
            </Button>
          )}
        </FileButton>
        {value ? (
          <Tooltip label={t('interview.audioRemove', { what })}>
            <ActionIcon aria-label={t('interview.audioRemove', { what })} onClick={() => onChange(null)}>
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : (
          <span className={classes.audioHint}>{t('interview.audioHint')}</span>
        )}
      </div>
      {(send.error || problem) && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {send.error ? reason(send.error) : problem}
        </Text>
      )}
    </div>
  );
}
