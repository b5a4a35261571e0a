import { Anchor, Button, Tooltip } from '@mantine/core';
import {
  IconAlertCircle,
  IconBrandMessenger,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconCheck,
  IconChecks,
  IconClock,
  IconMail,
  IconMessage,
  IconMessageCircle,
  IconPaperclip,
  IconQuestionMark,
  IconRobot,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { toast } from '../../../ui/toast.tsx';
import { VoicePlayer } from '../../../ui/voice-player.tsx';
import classes from './conversation-panel.module.css';
import type { CommentItem, MessageItem } from './queries.ts';

export const channelIcons = {
  webchat: IconMessageCircle,
  sms: IconMessage,
  email: IconMail,
  messenger: IconBrandMessenger,
  whatsapp: IconBrandWhatsapp,
  wechat: IconBrandWechat,
};

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
        {message.body && (
          <p className={classes.text} dir="auto">
            {message.body}
          </p>
        )}
        {message.attachments.map((attachment) => (
          <AttachmentView key={attachment.url} attachment={attachment} />
        ))}
      </div>
      <footer className={classes.meta}>
        <ChannelIcon size={13} aria-hidden />
        {t(`channels.${message.channel}`)}
        <span>{formats.time(message.at)}</span>
        {ours && <DeliveryState message={message} />}
      </footer>
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
      <IconRobot size={16} aria-hidden />
      {message.author === 'bot' ? t('chat.bot') : t('chat.system')}
    </span>
  );
}

function AttachmentView({ attachment }: { attachment: MessageItem['attachments'][number] }) {
  const { t } = useTranslation('leads');
  if (attachment.contentType.startsWith('audio/'))
    return <VoicePlayer className={classes.player} url={attachment.url} label={t('voiceAnswer')} />;
  return (
    <Anchor
      href={attachment.url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('chat.attachment', { name: attachment.name })}
    >
      <IconPaperclip size={14} aria-hidden /> {attachment.name}
    </Anchor>
  );
}

const stateIcons = {
  received: IconCheck,
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  unknown: IconQuestionMark,
};

const ourFailures = ['no_address', 'application_deleted', 'suppressed', 'interrupted'] as const;

/** Every other failure is told in the words of the provider. */
function isOurs(code: string): code is (typeof ourFailures)[number] {
  return ourFailures.some((known) => known === code);
}

function DeliveryState({ message }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/messages/{messageId}/retry', { params: { path: { messageId: message.id } } })),
    onError: (error) => toast.error(error),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['application'] }),
  });
  const Icon = stateIcons[message.status];
  const label = t(`chat.status.${message.status}`);
  const why =
    message.error && (isOurs(message.error.code) ? t(`chat.failures.${message.error.code}`) : message.error.detail);
  const failed = message.status === 'failed' || message.status === 'unknown';
  return (
    <span className={classes.state} data-state={message.status}>
      <Tooltip label={why ? `${label}: ${why}` : label}>
        <span role="img" aria-label={label}>
          <Icon size={14} aria-hidden />
        </span>
      </Tooltip>
      {failed && why && <span className={classes.problem}>{why}</span>}
      {message.status === 'failed' && (
        <Button size="compact-xs" variant="subtle" color="red" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('chat.retry')}
        </Button>
      )}
    </span>
  );
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
