import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import type { MessageItem } from './queries.ts';

/** Until when a message waits: for the company's hours, by the candidate's clocks, with the way not to wait; or for a limit. */
export function MessageHold({ message }: { message: MessageItem }) {
  const { t, i18n } = useTranslation('leads');
  const formats = useFormats();
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/api/messages/{messageId}/hold', { params: { path: { messageId: message.id } } })),
    onError: (error) => toast.error(error),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['application'] }),
  });
  if (!message.heldUntil) return null;
  const { at, timeZone, reason } = message.heldUntil;
  if (reason === 'prefix_limit') return <span>{t('chat.heldLimit', { time: formats.dateTime(at) })}</span>;
  const parts = { weekday: 'long', hour: 'numeric', minute: '2-digit' } as const;
  const theirs = timeZone && new Intl.DateTimeFormat(i18n.language, { timeZone, ...parts }).format(new Date(at));
  return (
    <>
      <span>{theirs ? t('chat.heldTheirs', { time: theirs }) : t('chat.held', { time: formats.dateTime(at) })}</span>
      <Button size="compact-xs" variant="subtle" loading={send.isPending} onClick={() => send.mutate()}>
        {t('chat.sendNow')}
      </Button>
    </>
  );
}
