import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../../api/client.ts';
import { useErrorText } from '../../../../ui/error-text.ts';
import { keepUnsent, unsentText } from '../../../../ui/unsent.ts';
import { useSession } from '../../../session.ts';
import type { Profile } from '../../queries.ts';
import classes from './composer.module.css';
import { submitOrLeave } from './submit-or-leave.ts';

interface Props {
  profile: Profile;
  input: React.RefObject<HTMLTextAreaElement | null>;
}

/** A note for colleagues. */
export function CommentForm({ profile, input }: Props) {
  const { t } = useTranslation('leads');
  const text = useErrorText();
  const queryClient = useQueryClient();
  const [body, setBody] = useKept(`comment.${profile.id}`);
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/applications/{applicationId}/comments', {
          params: { path: { applicationId: profile.id } },
          body: { body },
        }),
      ),
    onSuccess: () => {
      setBody('');
      void queryClient.invalidateQueries({ queryKey: ['application', profile.id] });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim() && !add.isPending) add.mutate();
      }}
    >
      <Textarea
        ref={input}
        aria-label={t('chat.writeComment')}
        placeholder={t('chat.writeComment')}
        minRows={2}
        maxRows={9}
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        dir="auto"
        onKeyDown={submitOrLeave}
        error={add.error ? text(add.error) : undefined}
      />
      <Group justify="flex-end">
        <Button type="submit" color="orange" autoContrast disabled={!body.trim()} loading={add.isPending}>
          {t('chat.addComment')}
        </Button>
      </Group>
    </form>
  );
}

/** What was typed and not sent is there again after looking at somebody else. */
function useKept(what: string): [string, (text: string) => void] {
  const { user } = useSession();
  const [text, setText] = useState(() => unsentText(user.id, what) ?? '');
  useEffect(() => keepUnsent(user.id, what, text), [user.id, what, text]);
  return [text, setText];
}
