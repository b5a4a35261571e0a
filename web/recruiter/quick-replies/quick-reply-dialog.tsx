import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tokenNames } from '../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { toast } from '../../ui/toast.tsx';
import { useSession } from '../session.ts';
import { type QuickReply, quickRepliesQuery } from './queries.ts';

interface Props {
  /** What is changed; without an id it is a new one that begins like this. */
  start: Partial<QuickReply>;
  onClose: () => void;
  onSaved?: (saved: QuickReply) => void;
}

/** A quick reply's name and text, and whether everybody in the company has it. */
export function QuickReplyDialog({ start, onClose, onSaved }: Props) {
  const { t } = useTranslation('quickReplies');
  const { user } = useSession();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { title: start.title ?? '', body: start.body ?? '', shared: start.shared ?? false },
  });
  const save = useMutation({
    mutationFn: (body: typeof form.values) =>
      start.id === undefined
        ? unwrap(api.POST('/api/quick-replies', { body }))
        : unwrap(
            api.PATCH('/api/quick-replies/{quickReplyId}', { params: { path: { quickReplyId: start.id } }, body }),
          ),
    onSuccess: (saved) => {
      void queryClient.invalidateQueries({ queryKey: quickRepliesQuery.queryKey });
      onSaved?.(saved);
      onClose();
    },
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
  const owner = user.role === 'owner';
  return (
    <Dialog opened onClose={onClose} title={t(start.id === undefined ? 'create' : 'change')} size="lg">
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('title')}
          />
          <Textarea
            label={t('text')}
            description={t('textHint', { tokens: tokenNames.map((name) => `<%= @${name} %>`).join(', ') })}
            required
            minRows={5}
            maxRows={14}
            maxLength={4000}
            dir="auto"
            {...form.getInputProps('body')}
          />
          <Checkbox
            label={t('shared')}
            description={owner ? undefined : t('ownersOnly')}
            disabled={!owner}
            {...form.getInputProps('shared', { type: 'checkbox' })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
