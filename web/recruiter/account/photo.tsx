import { Alert, Button, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { upload } from '../../api/upload.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSession } from '../session.ts';

const mostBytes = 5 * 1024 * 1024;

/** One's picture beside one's messages: chosen, looked at, then kept. */
export function Photo() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const [chosen, setChosen] = useState<File | null>(null);
  const preview = usePreview(chosen);
  const done = () => setChosen(null);
  const keep = useSave(async (file: File) => {
    if (file.size > mostBytes) throw new ApiError(413, 'too_large', '');
    const form = new FormData();
    form.append('photo', file);
    await upload('PUT', '/api/account/photo', form);
  }, done);
  const remove = useSave(() => unwrap(api.DELETE('/api/account/photo')), done);
  const problem = useProblem(keep.error ?? remove.error);
  const choose = (file: File | null) => {
    keep.reset();
    remove.reset();
    setChosen(file);
  };
  return (
    <Stack component="section" aria-label={t('account.photo')}>
      <Title order={2}>{t('account.photo')}</Title>
      <Group>
        <PersonAvatar id={user.id} name={user.name} photoUrl={preview ?? user.photoUrl} size={72} />
        {chosen ? (
          <>
            <Button onClick={() => keep.mutate(chosen)} loading={keep.isPending}>
              {t('account.keepPhoto')}
            </Button>
            <Button variant="default" onClick={() => choose(null)} disabled={keep.isPending}>
              {t('account.cancelPhoto')}
            </Button>
          </>
        ) : (
          <>
            <FileButton accept="image/jpeg,image/png,image/webp" onChange={choose}>
              {(props) => (
                <Button variant="default" {...props}>
                  {t('account.choosePhoto')}
                </Button>
              )}
            </FileButton>
            {user.photoUrl && (
              <Button variant="default" onClick={() => remove.mutate()} loading={remove.isPending}>
                {t('account.removePhoto')}
              </Button>
            )}
          </>
        )}
      </Group>
      <Text size="xs" c="dimmed" role="status">
        {chosen ? t('account.photoPreview', { name: chosen.name }) : t('account.photoHint')}
      </Text>
      {problem && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
          {problem}
        </Alert>
      )}
    </Stack>
  );
}

function useSave<Given = void>(save: (given: Given) => Promise<unknown>, onDone: () => void) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async () => {
      // The new picture is there before the preview goes.
      await queryClient.invalidateQueries({ queryKey: ['session'] });
      onDone();
      toast.success(t('saved'));
    },
  });
}

/** What to do about a refusal, in the person's language. */
function useProblem(error: unknown): string | null {
  const { t } = useTranslation('settings');
  const reason = useErrorText();
  if (!error) return null;
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 413) return t('account.photoTooLarge');
  if (status === 415) return t('account.photoNotPicture');
  return reason(error);
}

function usePreview(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = file && URL.createObjectURL(file);
    setUrl(made);
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}
