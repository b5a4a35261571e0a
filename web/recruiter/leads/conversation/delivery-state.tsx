import { Button, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconQuestionMark } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { toast } from '../../../ui/toast.tsx';
import classes from './conversation-panel.module.css';
import { MessageHold } from './message-hold.tsx';
import type { MessageItem } from './queries.ts';

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

const ourFailures = [
  'no_address',
  'application_deleted',
  'suppressed',
  'bounced',
  'interrupted',
  'window_closed',
  'file_gone',
  'file_unreadable',
  'files_not_supported',
  'duplicate_message',
  'premium_number',
  'country_not_allowed',
  'too_long',
  'sms_cap',
  'number_limit',
  'prefix_limit',
] as const;

/** Every other failure is told in the words of the provider. */
function isOurs(code: string): code is (typeof ourFailures)[number] {
  return ourFailures.some((known) => known === code);
}

/** How far our message has come; where it did not get there, why, and a way to send it again. */
export function DeliveryState({ message }: { message: MessageItem }) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/messages/{messageId}/retry', { params: { path: { messageId: message.id } } })),
    onError: (error) => toast.error(error),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['application'] }),
  });
  const { status, error, canRetry } = message;
  const Icon = stateIcons[status];
  const label = t(`chat.status.${status}`);
  const why = error && (isOurs(error.code) ? t(`chat.failures.${error.code}`) : error.detail);
  const failed = status === 'failed' || status === 'unknown';
  return (
    <span className={classes.state} data-state={status}>
      <Tooltip label={why ? `${label}: ${why}` : label}>
        <span role="img" aria-label={why ? `${label}: ${why}` : label}>
          <Icon size={14} aria-hidden />
        </span>
      </Tooltip>
      <MessageHold message={message} />
      {failed && <span className={classes.problem}>{why || label}</span>}
      {canRetry && (
        <Button size="compact-xs" variant="subtle" color="red" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('chat.retry')}
        </Button>
      )}
    </span>
  );
}
