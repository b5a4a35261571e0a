import { Alert, Anchor, Button, FileButton, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unwrapUpload, upload } from '../../api/upload.ts';
import { useErrorText } from '../../ui/error-text.ts';
import classes from './csv-import.module.css';
import { type Import, importQuery } from './queries.ts';

interface Props {
  campaignId: number;
  onUploaded: (importId: number) => void;
}

const example =
  'first name,last name,email,country code,phone number,referee\nMaria,Santos,maria.santos@example.com,63,9171234567,Ana Cruz\n';

/** Where a file is dropped or chosen; shows how far its upload is. */
export function FileDrop({ campaignId, onUploaded }: Props) {
  const { t } = useTranslation('addCandidates');
  const reason = useErrorText();
  const [over, setOver] = useState(false);
  const { send, share, name, cancel } = useSendFile(campaignId, onUploaded);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !send.isPending) send.mutate(file);
  }

  return (
    <section aria-label={t('csv.drop')}>
      {send.error && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('csv.notUploaded')} mb="md">
          {reason(send.error)}
        </Alert>
      )}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={32} stroke={1.4} aria-hidden />
        {send.isPending ? (
          <div className={classes.uploading} role="status">
            <Text>{t('csv.uploading', { name })}</Text>
            <Progress value={share * 100} aria-label={t('csv.uploading', { name })} />
            <Button variant="default" size="xs" onClick={cancel}>
              {t('csv.cancel')}
            </Button>
          </div>
        ) : (
          <>
            <Text fw={550} size="md">
              {t('csv.drop')}
            </Text>
            <Text c="dimmed">{t('csv.or')}</Text>
            <FileButton accept=".csv,.txt,.tsv,text/csv" onChange={(file) => file && send.mutate(file)}>
              {(props) => <Button {...props}>{t('csv.choose')}</Button>}
            </FileButton>
          </>
        )}
        <Text size="xs" c="dimmed" maw="34rem">
          {t('csv.hint')}{' '}
          <Anchor
            size="xs"
            underline="always"
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(example)}`}
            download="candidates.csv"
          >
            {t('csv.example')}
          </Anchor>
        </Text>
      </div>
    </section>
  );
}

function useSendFile(campaignId: number, onUploaded: (importId: number) => void) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState({ share: 0, name: '' });
  const abort = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: async (file: File): Promise<Import | null> => {
      setProgress({ share: 0, name: file.name });
      const controller = new AbortController();
      abort.current = controller;
      const form = new FormData();
      form.append('file', file);
      try {
        const onProgress = (share: number) => setProgress({ share, name: file.name });
        const options = { onProgress, signal: controller.signal };
        return unwrapUpload<Import>(await upload('POST', `/api/campaigns/${campaignId}/imports`, form, options));
      } catch (error) {
        if (controller.signal.aborted) return null;
        throw error;
      }
    },
    onSuccess: (uploaded) => {
      if (!uploaded) return;
      queryClient.setQueryData(importQuery(uploaded.id).queryKey, uploaded);
      void queryClient.invalidateQueries({ queryKey: ['imports', campaignId] });
      onUploaded(uploaded.id);
    },
  });
  return { send, ...progress, cancel: () => abort.current?.abort() };
}
