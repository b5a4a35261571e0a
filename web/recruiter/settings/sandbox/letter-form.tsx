import { ActionIcon, Button, FileButton, Group, Pill, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { toast } from '../../../ui/toast.tsx';
import type { PhoneMessage } from './queries.ts';
import classes from './sandbox.module.css';

const mostFiles = 10;

interface Props {
  phone: string;
  name: string | undefined;
  /** Null for a mail that answers none. */
  answers: PhoneMessage | null;
  onDone: () => void;
}

/** A mail as the candidate writes it; Ctrl+Enter sends. */
export function LetterForm({ phone, name, answers, onDone }: Props) {
  const { t } = useTranslation('settings');
  const { t: ui } = useTranslation('ui');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const send = useLetter({ phone, name, answers }, onDone);
  const ready = text.trim() !== '' && (answers !== null || subject.trim() !== '') && !send.isPending;
  return (
    <form
      className={classes.letterForm}
      aria-label={t(answers ? 'sandbox.reply' : 'sandbox.newLetter')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send.mutate({ subject, text, files });
      }}
    >
      <Stack gap="xs">
        {!answers && (
          <TextInput
            label={t('sandbox.subject')}
            maxLength={300}
            data-autofocus
            // The form opens at a press of its button.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t('sandbox.letterText')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={50_000}
          dir="auto"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={answers !== null}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          }}
        />
        <Chosen files={files} onRemove={(file) => setFiles(files.filter((one) => one !== file))} />
        <Group justify="space-between" gap="xs">
          <FileButton multiple onChange={(chosen) => setFiles([...files, ...chosen].slice(0, mostFiles))}>
            {(props) => (
              <ActionIcon {...props} variant="subtle" size={32} aria-label={t('sandbox.attachToLetter')}>
                <IconPaperclip size={16} aria-hidden />
              </ActionIcon>
            )}
          </FileButton>
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={onDone}>
              {ui('cancel')}
            </Button>
            <Button type="submit" size="xs" disabled={!ready} loading={send.isPending}>
              {t('sandbox.send')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function Chosen({ files, onRemove }: { files: File[]; onRemove: (file: File) => void }) {
  const { t } = useTranslation('settings');
  if (files.length === 0) return null;
  return (
    <Pill.Group>
      {files.map((file) => (
        <Pill
          key={`${file.name} ${file.lastModified} ${file.size}`}
          withRemoveButton
          removeButtonProps={{
            'aria-label': t('sandbox.removeFile', { name: file.name }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
          onRemove={() => onRemove(file)}
        >
          {file.name}
        </Pill>
      ))}
    </Pill.Group>
  );
}

type Written = { subject: string; text: string; files: File[] };

function useLetter({ phone, name, answers }: Omit<Props, 'onDone'>, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ subject, text, files }: Written) => {
      const body = {
        phone,
        text,
        files: await Promise.all(files.map(toBase64)),
        ...(name && { name }),
        ...(answers ? { answers: answers.id } : { subject }),
      };
      return unwrap(api.POST('/api/sandbox/phone/letters', { body }));
    },
    onSuccess: () => {
      onDone();
      return queryClient.invalidateQueries({ queryKey: ['sandbox'] });
    },
    onError: toast.error,
  });
}

async function toBase64(file: File): Promise<{ name: string; contentType: string; content: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, contentType: file.type, content: url.slice(url.indexOf(',') + 1) };
}
