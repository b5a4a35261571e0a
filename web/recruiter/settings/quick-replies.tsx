import { ActionIcon, Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconBolt, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { findReplies, type QuickReply, quickRepliesQuery } from '../quick-replies/queries.ts';
import { QuickReplyDialog } from '../quick-replies/quick-reply-dialog.tsx';
import classes from './quick-replies.module.css';

/** The company's quick replies and one's own: made, changed, and deleted with a way back. */
export function QuickReplies() {
  const { t } = useTranslation('quickReplies');
  const replies = useQuery(quickRepliesQuery);
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<Partial<QuickReply> | null>(null);
  const remove = useRemoval();
  if (replies.isError && !replies.data)
    return <ErrorNotice error={replies.error} onRetry={() => void replies.refetch()} />;
  if (!replies.data) return <SkeletonRows />;
  const create = <Button onClick={() => setEditing({})}>{t('create')}</Button>;
  const found = findReplies(replies.data, typed);
  return (
    <Stack>
      {replies.data.length === 0 ? (
        <EmptyState icon={<IconBolt aria-hidden />} title={t('empty')} text={t('explained')} action={create} />
      ) : (
        <>
          <Group justify="space-between">
            <Text c="dimmed" maw="44rem">
              {t('explained')}
            </Text>
            {create}
          </Group>
          <TextInput
            maw="20rem"
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {found.length === 0 && <Text c="dimmed">{t('nothingFound')}</Text>}
          <ul className={classes.list} aria-label={t('title')}>
            {found.map((reply) => (
              <Row key={reply.id} reply={reply} onEdit={() => setEditing(reply)} onDelete={() => remove(reply)} />
            ))}
          </ul>
        </>
      )}
      {editing && <QuickReplyDialog start={editing} onClose={() => setEditing(null)} />}
    </Stack>
  );
}

function Row({ reply, onEdit, onDelete }: { reply: QuickReply; onEdit: () => void; onDelete: () => void }) {
  const { t } = useTranslation('quickReplies');
  const { title, body, shared, canEdit } = reply;
  return (
    <li className={classes.row}>
      <div className={classes.content}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          <Badge color={shared ? undefined : 'gray'}>{t(shared ? 'everybodys' : 'own')}</Badge>
        </Group>
        <Text className={classes.body} dir="auto">
          {body}
        </Text>
      </div>
      {canEdit && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon aria-label={t('edit', { name: title })} onClick={onEdit}>
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('delete', { name: title })} onClick={onDelete}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}

/** Deletes at once; undoing makes the same again. */
function useRemoval(): (reply: QuickReply) => void {
  const { t } = useTranslation('quickReplies');
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: quickRepliesQuery.queryKey });
  const restore = useMutation({
    mutationFn: ({ title, body, shared }: QuickReply) =>
      unwrap(api.POST('/api/quick-replies', { body: { title, body, shared } })),
    onError: (error) => toast.error(error),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: ({ id: quickReplyId }: QuickReply) =>
      unwrap(api.DELETE('/api/quick-replies/{quickReplyId}', { params: { path: { quickReplyId } } })),
    onSuccess: (_, reply) => toast.undo(t('deleted', { name: reply.title }), () => restore.mutate(reply)),
    onError: (error) => toast.error(error),
    onSettled: refresh,
  });
  return (reply) => remove.mutate(reply);
}
