import { Button, Group } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../ui/error-text.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { AttachmentsView } from './attachments-view.tsx';
import { discard, type Sending, takeUp } from './composer/sending.ts';
import classes from './conversation-panel.module.css';

/** A message of which the server has not said yet that it has it; one that came back, with the reason and what can be done. */
export function SendingBubble({ applicationId, sending }: { applicationId: number; sending: Sending }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const text = useErrorText();
  const { body, subject, files, at, refusal, key } = sending;
  const refused = refusal !== undefined;
  return (
    <article className={classes.message} data-ours data-sending={!refused || undefined}>
      <div className={classes.bubble}>
        {subject && (
          <p className={classes.subject} dir="auto">
            {subject}
          </p>
        )}
        {body.trim() !== '' && (
          <p className={classes.text} dir="auto">
            {body}
          </p>
        )}
        <AttachmentsView attachments={files} />
      </div>
      <footer className={classes.meta}>
        {refused ? (
          <Group gap={6}>
            <span className={classes.problem} role="alert">
              {t('chat.refused', { why: text(refusal) })}
            </span>
            <Button size="compact-xs" variant="subtle" onClick={() => takeUp(applicationId, sending)}>
              {t('chat.takeUp')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => discard(applicationId, key)}>
              {t('chat.discard')}
            </Button>
          </Group>
        ) : (
          <>
            <span>{formats.time(at)}</span>
            <IconClock size={14} aria-hidden />
            {t('chat.status.sending')}
          </>
        )}
      </footer>
    </article>
  );
}
