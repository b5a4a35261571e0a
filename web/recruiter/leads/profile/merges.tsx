import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowsJoin2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import type { Profile } from '../queries.ts';
import classes from './profile.module.css';

const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }));

/** Who was made one with this candidate, with a way back; and the way to make them one with somebody else. */
export function Merges({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const formats = useFormats();
  const undo = useUndoMerge();
  const [open, setOpen] = useState(false);
  const [searched, setSearched] = useState(false);
  return (
    <Stack gap="xs" align="flex-start">
      {profile.merges.length > 0 && (
        <div>
          <Title order={3}>{t('merge.list')}</Title>
          <ul className={classes.others}>
            {profile.merges.map(({ id, name, email, phone, at }) => (
              <li key={id}>
                <Text>{name || email || phone}</Text>
                <Text c="dimmed" size="xs">
                  {[name && (email ?? phone), formats.date(at)].filter(Boolean).join(' · ')}
                </Text>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  loading={undo.isPending && undo.variables.mergeId === id}
                  onClick={() => undo.mutate({ mergeId: id, name: name || email || phone || '' })}
                >
                  {t('merge.undo')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Group>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconArrowsJoin2 size={16} aria-hidden />}
          onClick={() => {
            setSearched(true);
            setOpen(true);
          }}
        >
          {t('merge.open')}
        </Button>
      </Group>
      {searched && (
        <Suspense fallback={<DialogComes />}>
          <MergeDialog profile={profile} opened={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

export function useUndoMerge() {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ mergeId }: { mergeId: number; name: string }) =>
      unwrap(api.DELETE('/api/merges/{mergeId}', { params: { path: { mergeId } } })),
    onSuccess: (_, { name }) => {
      toast.success(t('merge.undone', { name }));
      void queryClient.invalidateQueries({ queryKey: ['application'] });
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
    },
    onError: (error) => toast.error(error),
  });
}
