import { Button, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { toast } from '../../../ui/toast.tsx';
import type { On } from './queries.ts';
import classes from './sandbox.module.css';

interface Props {
  on: On;
  name: string | undefined;
}

/** What somebody sees who has never written to the page. */
export function BeginButton({ on, name }: Props) {
  const { t } = useTranslation('settings');
  const open = useOpening({ on, name });
  return (
    <div className={classes.begin}>
      <Button fullWidth loading={open.isPending} onClick={() => open.mutate(null)}>
        {t('sandbox.getStarted')}
      </Button>
    </div>
  );
}

/** A link to the page, followed; what it carries says what they come for. */
export function LinkOpening({ on, name }: Props) {
  const { t } = useTranslation('settings');
  const [link, setLink] = useState('');
  const open = useOpening({ on, name, onOpened: () => setLink('') });
  const ref = refOf(link);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ref) open.mutate(ref);
      }}
    >
      <Title order={3} mb="xs">
        {t('sandbox.link')}
      </Title>
      <TextInput
        label={t('sandbox.linkField')}
        description={t('sandbox.linkText')}
        maxLength={500}
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      <Button mt="xs" type="submit" variant="default" disabled={!ref} loading={open.isPending}>
        {t('sandbox.follow')}
      </Button>
    </form>
  );
}

/** Of a whole link its `ref`, else what was typed. */
function refOf(typed: string): string {
  const given = typed.trim();
  const url = given.includes('?') ? new URLSearchParams(given.slice(given.indexOf('?'))) : null;
  return (url ? (url.get('ref') ?? '') : given).slice(0, 250);
}

function useOpening({ on, name, onOpened }: Props & { onOpened?: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ref: string | null) =>
      unwrap(api.POST('/api/sandbox/phone/messages', { body: { ...on, opening: { ref }, ...(name && { name }) } })),
    onSuccess: () => {
      onOpened?.();
      return queryClient.invalidateQueries({ queryKey: ['sandbox'] });
    },
    onError: toast.error,
  });
}
