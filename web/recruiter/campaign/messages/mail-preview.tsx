import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMaximize } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import type { LetterDocument, Problems } from '../letters/document.ts';
import { emptyPictures, withoutUnfinished } from '../letters/unfinished.ts';
import type { Template } from '../queries.ts';
import classes from './messages-section.module.css';
import { Gaps } from './sms-preview.tsx';

interface Props {
  campaignId: number;
  text: Template;
  applicationId: number | undefined;
  /** What is wrong with blocks of the mail, by place; the preview goes on without them. */
  onProblems: (problems: Problems) => void;
}

type Width = 'phone' | 'desktop';

/** The mail as it will be sent, as wide as a phone or a desktop. */
export function MailPreview({ campaignId, text, applicationId, onProblems }: Props) {
  const { t } = useTranslation('campaign');
  const reason = useErrorText();
  const [width, setWidth] = useState<Width>('phone');
  const [large, setLarge] = useState(false);
  const { shown, error, unfinished } = usePreview(campaignId, text, applicationId);
  useEffect(() => onProblems(unfinished), [onProblems, unfinished]);
  const frame = <MailFrame className={classes.frame} title={t('messages.mailPreview')} html={shown?.html ?? ''} />;
  return (
    <section>
      <Group gap={6} mb={6} justify="space-between">
        <h3 className={classes.previewTitle}>{t('messages.mailPreview')}</h3>
        {text.enabled && (
          <Group gap={2} wrap="nowrap">
            <Widths value={width} onChange={setWidth} />
            <Tooltip label={t('messages.large')}>
              <ActionIcon aria-label={t('messages.large')} onClick={() => setLarge(true)}>
                <IconMaximize size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </Group>
      {error ? (
        <Text c="var(--mantine-color-error)" size="xs" mb={6} role="alert">
          {(error instanceof ApiError && Object.values(error.fields)[0]) || reason(error)}
        </Text>
      ) : null}
      {unfinished !== none && (
        <Text c="dimmed" size="xs" mb={6} role="status">
          {t('messages.leftOut')}
        </Text>
      )}
      <div className={classes.box}>
        {!text.enabled ? (
          <Text c="dimmed" p="sm">
            {t('messages.off')}
          </Text>
        ) : (
          <>
            <Subject text={shown?.subject} />
            <div className={classes.paper} data-width={width}>
              {frame}
            </div>
          </>
        )}
      </div>
      {text.enabled && shown?.size && <Size bytes={shown.size} most={shown.clipsAt} />}
      <Gaps tokens={text.enabled ? (shown?.emptyTokens ?? []) : []} />
      <Dialog opened={large} onClose={() => setLarge(false)} title={t('messages.mailPreview')} size="52rem">
        <Group mb="sm">
          <Widths value={width} onChange={setWidth} />
        </Group>
        <div className={classes.box}>
          <Subject text={shown?.subject} />
          <div className={classes.large} data-width={width}>
            {frame}
          </div>
        </div>
      </Dialog>
    </section>
  );
}

const none: Problems = {};

/** What the server makes of the text a moment after the last key, without the blocks that it refuses. */
function usePreview(campaignId: number, text: Template, applicationId: number | undefined) {
  const { t } = useTranslation('campaign');
  const document = text.document as LetterDocument | null;
  const empty = useMemo(() => (document ? emptyPictures(document, t('messages.pictureMissing')) : none), [document, t]);
  const asked = document ? (withoutUnfinished(document, empty) ?? document) : null;
  const begun = useMail(campaignId, { ...text, document: asked }, applicationId);
  const lacks = asked !== document;
  // Where it is not they alone that are wrong, the places that the server names are those of the whole.
  const entire = useMail(campaignId, { ...text, enabled: text.enabled && lacks && begun.isError }, applicationId);
  const whole = lacks && begun.isError ? entire : begun;
  const problems = whole.error instanceof ApiError ? whole.error.fields : none;
  const rest = text.document && whole.error ? withoutUnfinished(text.document as LetterDocument, problems) : null;
  const part = useMail(campaignId, { ...text, enabled: rest !== null, document: rest }, applicationId);
  const shown = rest ? part : whole;
  const last = useRef(shown.data);
  if (shown.data) last.current = shown.data;
  return {
    shown: last.current,
    error: text.enabled ? shown.error : null,
    unfinished: !text.enabled ? none : rest ? problems : lacks ? empty : none,
  };
}

function useMail(
  campaignId: number,
  { enabled, subject, body, document }: Template,
  applicationId: number | undefined,
) {
  const [written] = useDebouncedValue({ subject, body: document ? '' : body, document }, 350);
  return useQuery({
    queryKey: ['campaign', campaignId, 'mail-preview', written, applicationId ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/preview', {
          params: { path: { campaignId } },
          body: { channel: 'email', ...written, ...(applicationId && { applicationId }) },
          signal,
        }),
      ),
    enabled,
    retry: false,
    placeholderData: (previous) => previous,
    gcTime: 10_000,
  });
}

function Widths({ value, onChange }: { value: Width; onChange: (width: Width) => void }) {
  const { t } = useTranslation('campaign');
  return (
    <SegmentedControl
      aria-label={t('messages.widths')}
      value={value}
      onChange={(width) => onChange(width as Width)}
      data={(['phone', 'desktop'] as const).map((width) => ({ value: width, label: t(`messages.${width}`) }))}
    />
  );
}

function Subject({ text }: { text: string | undefined }) {
  const { t } = useTranslation('campaign');
  return (
    <div className={classes.subject}>
      <span>{t('messages.subject')}</span>
      {text || '–'}
    </div>
  );
}

function Size({ bytes, most }: { bytes: number; most: number }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const [size, limit] = [formats.number(Math.ceil(bytes / 1024)), formats.number(most / 1024)];
  return bytes > most ? (
    <Text size="xs" mt={4} c="var(--mantine-color-error)" role="status">
      {t('messages.clipped', { most: limit })}
    </Text>
  ) : (
    <Text size="xs" mt={4} c="dimmed">
      {t('messages.size', { size, most: limit })}
    </Text>
  );
}
