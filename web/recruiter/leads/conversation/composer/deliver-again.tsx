import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../../api/client.ts';
import { toast } from '../../../../ui/toast.tsx';
import { drafts } from './drafts.ts';

/** Mail to their address came back; who knows that somebody is there after all says so. */
export function DeliverAgain({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('leads');
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/api/applications/{applicationId}/bounce', { params: { path: { applicationId } } })),
    onSuccess: () => {
      // What was refused for it can be sent now.
      drafts.update(applicationId, ({ refusal: _refusal, ...draft }) => draft);
      toast.success(t('chat.bounceLifted'));
    },
    onError: (error) => toast.error(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['application', applicationId] }),
  });
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
      {t('chat.deliverAgain')}
    </Button>
  );
}
