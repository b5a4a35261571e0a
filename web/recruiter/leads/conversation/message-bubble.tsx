import { IconAlertTriangle, IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { AttachmentsView } from './attachments-view.tsx';
import { channelIcons } from './channel-icons.ts';
import classes from './conversation-panel.module.css';
import { DeliveryState } from './delivery-state.tsx';
import type { CommentItem, MessageItem } from './queries.ts';
import { ShowOriginal } from './show-original.tsx';

/** The candidate's on one side and grey, ours on the other and green, with channel, time and what became of it. */
export function MessageBubble({ message }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const ours = message.direction === 'out';
  const ChannelIcon = channelIcons[message.channel];
  return (
    <article className={classes.message} data-ours={ours || undefined}>
      {ours && <Author message={message} />}
      <div className={classes.bubble}>
        {message.subject && (
          <p className={classes.subject} dir="auto">
            {message.subject}
          </p>
        )}
        {message.body.trim() !== '' && (
          <p className={classes.text} dir="auto">
            {message.body}
          </p>
        )}
        <AttachmentsView attachments={message.attachments} />
        {message.choices.length > 0 && (
          <ul className={classes.choices} aria-label={t('chat.choices')}>
            {message.choices.map((label) => (
              <li key={label} dir="auto">
                {label}
              </li>
            ))}
          </ul>
        )}
      </div>
      <footer className={classes.meta}>
        <ChannelIcon size={13} aria-hidden />
        {t(`channels.${message.channel}`)}
        <span>{formats.time(message.at)}</span>
        {message.from && <span>{t('chat.from', { address: message.from })}</span>}
        {message.hasOriginal && <ShowOriginal message={message} />}
        {ours ? <DeliveryState message={message} /> : <LostFiles message={message} />}
      </footer>
      {message.unconfirmed && (
        <p className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden />
          {t('chat.unconfirmed')}
        </p>
      )}
    </article>
  );
}

function Author({ message }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  if (message.author === 'user' && message.user)
    return (
      <span className={classes.author}>
        <PersonAvatar id={message.user.id} name={message.user.name} photoUrl={message.user.photoUrl} size={20} />
        {message.user.name}
      </span>
    );
  return (
    <span className={classes.author}>
      <span className={classes.robot}>
        <IconRobot size={14} aria-hidden />
      </span>
      {message.author === 'bot' ? t('chat.bot') : t('chat.system')}
    </span>
  );
}

const lostFiles = ['files_lost', 'files_too_large'] as const;

/** Of what the candidate sent, what is not there. */
function LostFiles({ message: { error } }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  const code = lostFiles.find((one) => one === error?.code);
  return code ? <span className={classes.problem}>{t(`chat.failures.${code}`)}</span> : null;
}

/** A note among colleagues; it never reaches the candidate. */
export function CommentBubble({ comment }: { comment: CommentItem }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  return (
    <article className={classes.message} data-ours data-comment aria-label={t('chat.comment')}>
      <span className={classes.author}>
        {comment.user && (
          <PersonAvatar id={comment.user.id} name={comment.user.name} photoUrl={comment.user.photoUrl} size={20} />
        )}
        {comment.user?.name}
      </span>
      <div className={classes.bubble}>
        <p className={classes.text} dir="auto">
          {comment.body}
        </p>
      </div>
      <footer className={classes.meta}>
        {t('chat.commentTab')}
        <span>{formats.time(comment.at)}</span>
      </footer>
    </article>
  );
}
