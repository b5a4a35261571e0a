import { ActionIcon, FileButton, Group, Textarea } from '@mantine/core';
import { IconMicrophone, IconPaperclip, IconPlayerStopFilled, IconSend2, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { type LiveRecording, startRecording } from '../../../candidate/chat/composer/microphone.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import type { On } from './queries.ts';
import classes from './sandbox.module.css';

const accepted = 'audio/*,image/*,video/*,application/pdf';

/** Where the candidate writes, speaks, or picks a file. Enter sends. */
export function Writing({ on, name }: { on: On; name: string | undefined }) {
  const { t } = useTranslation('settings');
  const [text, setText] = useState('');
  const refresh = useRefresh();
  const recorder = useRecorder();
  const write = useMutation({
    mutationFn: () => unwrap(api.POST('/api/sandbox/phone/messages', { body: { ...on, text, ...(name && { name }) } })),
    onSuccess: () => {
      setText('');
      return refresh();
    },
    onError: toast.error,
  });
  const send = useMutation({
    mutationFn: (file: File) => sendFile(on, file),
    onSuccess: refresh,
    onError: toast.error,
  });
  const ready = text.trim().length > 0 && !write.isPending;
  if (recorder.live)
    return <Recording live={recorder.live} onEnd={recorder.end} onSound={(file) => send.mutate(file)} />;
  return (
    <form
      className={classes.writing}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) write.mutate();
      }}
    >
      <FileButton onChange={(file) => file && send.mutate(file)} accept={accepted}>
        {(props) => (
          <ActionIcon {...props} variant="subtle" size={36} loading={send.isPending} aria-label={t('sandbox.attach')}>
            <IconPaperclip size={18} aria-hidden />
          </ActionIcon>
        )}
      </FileButton>
      <Textarea
        className={classes.field}
        aria-label={t('sandbox.write')}
        placeholder={t('sandbox.write')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={4000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={submitOnEnter}
      />
      {text.trim() ? (
        <ActionIcon type="submit" size={36} disabled={!ready} aria-label={t('sandbox.send')}>
          <IconSend2 size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <ActionIcon variant="subtle" size={36} aria-label={t('sandbox.record')} onClick={recorder.begin}>
          <IconMicrophone size={18} aria-hidden />
        </ActionIcon>
      )}
    </form>
  );
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['sandbox'] });
}

function sendFile(on: On, file: File) {
  return unwrap(
    api.POST('/api/sandbox/phone/files', {
      params: { query: { ...on, name: file.name } },
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file as never,
      bodySerializer: (body) => body as unknown as File,
    }),
  );
}

function useRecorder() {
  const { t } = useTranslation('settings');
  const [live, setLive] = useState<LiveRecording | null>(null);
  const begin = () => void startRecording().then(setLive, () => toast.error(t('sandbox.noMicrophone')));
  return { live, begin, end: () => setLive(null) };
}

interface RecordingProps {
  live: LiveRecording;
  onEnd: () => void;
  onSound: (file: File) => void;
}

function Recording({ live, onEnd, onSound }: RecordingProps) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const [seconds, setSeconds] = useState(0);
  const finished = useRef({ onEnd, onSound });
  finished.current = { onEnd, onSound };
  useEffect(() => {
    const clock = setInterval(() => setSeconds(Math.floor(live.elapsedMs() / 1000)), 250);
    void live.ended.then((sound) => {
      const type = sound?.blob.type ?? '';
      if (sound) finished.current.onSound(new File([sound.blob], `voice.${type.split('/')[1] ?? 'webm'}`, { type }));
      finished.current.onEnd();
    });
    return () => {
      clearInterval(clock);
      live.cancel();
    };
  }, [live]);
  return (
    <Group className={classes.writing} justify="space-between" role="group" aria-label={t('sandbox.voiceNote')}>
      <ActionIcon variant="subtle" size={36} aria-label={t('sandbox.cancelRecording')} onClick={live.cancel}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
      <span role="timer" className={classes.clock}>
        {formats.duration(seconds)}
      </span>
      <ActionIcon color="red" size={36} aria-label={t('sandbox.sendRecording')} onClick={live.stop} data-autofocus>
        <IconPlayerStopFilled size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
