import {
  Anchor,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Pill,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { looksLikeEmail } from '../../../ui/email-address.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import type { Share } from '../queries.ts';

const parts = ['contact', 'resume', 'responses', 'chat', 'comments'] as const;
const mostMails = 8;
const mostDays = 90;

interface Props {
  applicationId: number;
  onClose: () => void;
}

/** Asks what the link shows and for how long, makes it, and shows it this once. */
export function ShareDialog({ applicationId, onClose }: Props) {
  const { t } = useTranslation('sharing');
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog opened onClose={onClose} title={made ? t('made') : t('dialog')}>
      {made ? <Link made={made} onClose={onClose} /> : <Form applicationId={applicationId} onMade={setMade} />}
    </Dialog>
  );
}

type Made = { share: Share; link: string };

function Form({ applicationId, onMade }: { applicationId: number; onMade: (made: Made) => void }) {
  const { t } = useTranslation('sharing');
  const queryClient = useQueryClient();
  const [shows, setShows] = useState<string[]>(['resume', 'responses']);
  const [mayPropose, setMayPropose] = useState(false);
  const [days, setDays] = useState<number | string>(14);
  const [emails, setEmails] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const daysPossible = typeof days === 'number' && days >= 1 && days <= mostDays;
  const noAddress = emails.find((typed) => !looksLikeEmail(typed));
  const wrongEmails =
    noAddress === undefined ? emails.length > mostMails && t('tooMany') : t('noAddress', { address: noAddress });
  const make = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/applications/{applicationId}/shares', {
          params: { path: { applicationId } },
          body: {
            shows: shows as (typeof parts)[number][],
            mayPropose,
            days: Number(days),
            emails,
            ...(note.trim() && emails.length > 0 && { note }),
          },
        }),
      ),
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
      onMade(made);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('explain')}
        </Text>
        <Checkbox.Group label={t('shows')} value={shows} onChange={setShows}>
          <Stack gap={8} mt="xs">
            {parts.map((part) => (
              <Checkbox key={part} value={part} label={t(`parts.${part}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Switch
          label={t('mayPropose')}
          checked={mayPropose}
          onChange={({ currentTarget }) => setMayPropose(currentTarget.checked)}
        />
        <NumberInput
          label={t('days')}
          value={days}
          onChange={setDays}
          min={1}
          max={mostDays}
          clampBehavior="none"
          allowDecimal={false}
          error={!daysPossible && t('daysRange', { most: mostDays })}
          maw="12rem"
        />
        <TagsInput
          label={t('emails')}
          description={t('emailsHint')}
          value={emails}
          onChange={setEmails}
          splitChars={[',', ';', ' ']}
          error={wrongEmails}
          renderPill={({ value = '', onRemove }) => (
            <Pill
              withRemoveButton
              onRemove={onRemove}
              c={looksLikeEmail(value) ? undefined : 'var(--mantine-color-error)'}
            >
              {value}
            </Pill>
          )}
        />
        {emails.length > 0 && (
          <Textarea
            label={t('note')}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
            maxLength={1000}
            autosize
            maxRows={6}
          />
        )}
        {make.error && <ErrorNotice error={make.error} title={t('notMade')} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!daysPossible || Boolean(wrongEmails)} loading={make.isPending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Link({ made: { share, link }, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation('sharing');
  return (
    <Stack>
      <TextInput
        data-autofocus
        readOnly
        label={t('link')}
        description={t('once')}
        value={link}
        onFocus={({ currentTarget }) => currentTarget.select()}
        rightSection={<CopyButton value={link} what={t('link')} />}
      />
      {share.mails.length > 0 && <Text size="sm">{t('mailed', { count: share.mails.length })}</Text>}
      <Group justify="space-between">
        <Anchor renderRoot={(props) => <RouterLink to="/shared-links" {...props} />}>{t('list.link')}</Anchor>
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Stack>
  );
}
