import { Box, Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import type { Move } from './move.ts';
import { usePersonName } from './person-name.ts';
import { type Application, notificationQuery } from './queries.ts';
import { ReasonField, useReasons } from './reason-field.tsx';

interface Props {
  application: Application;
  event: 'shortlisted' | 'rejected';
  onClose: () => void;
  onMove: (notify: Move['notify'], reasonId: number | undefined) => void;
}

/** Asks at a shortlisting or rejection why, and whether the candidate is told, with the texts to be sent, to be edited here. */
export function NotifyDialog({ application, event, onClose, onMove: move }: Props) {
  const { t } = useTranslation('leads');
  const query = useQuery(notificationQuery(application.id, event));
  const name = usePersonName()(application);
  const reasons = useReasons(event);
  const [reasonId, setReasonId] = useState<number>();
  const [missing, setMissing] = useState(false);
  function onMove(notify: Move['notify']): void {
    if (reasons?.required && reasonId === undefined) setMissing(true);
    else move(notify, reasonId);
  }
  return (
    <Dialog opened onClose={onClose} title={t(`notify.${event}`, { name })} size="lg">
      <Box mb={reasons?.open.length ? 'md' : 0}>
        <ReasonField
          folder={event}
          value={reasonId}
          onChange={setReasonId}
          missing={missing && reasonId === undefined}
        />
      </Box>
      {query.isError ? (
        <Stack>
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onMove(undefined)}>
              {t('notify.without')}
            </Button>
          </Group>
        </Stack>
      ) : query.data && reasons ? (
        <Texts channels={query.data.channels} onMove={onMove} focusless={reasons?.required ?? false} />
      ) : (
        <SkeletonRows count={3} />
      )}
    </Dialog>
  );
}

type Channel = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof notificationQuery>['queryFn']>>>
>['channels'][number];

interface TextsProps {
  channels: Channel[];
  onMove: (notify: Move['notify']) => void;
  /** Something else is to be filled in first. */
  focusless: boolean;
}

function Texts({ channels, onMove, focusless }: TextsProps) {
  const { t } = useTranslation('leads');
  const [chosen, setChosen] = useState(
    () => new Set(channels.filter((channel) => channel.enabled && channel.possible).map(({ channel }) => channel)),
  );
  const [texts, setTexts] = useState(
    () => new Map(channels.map(({ channel, subject, body }) => [channel, { subject: subject ?? '', body }])),
  );

  const fixed = new Set(channels.filter((one) => one.fixed).map(({ channel }) => channel));

  function edit(channel: Channel['channel'], patch: { subject?: string; body?: string }): void {
    setTexts((before) =>
      new Map(before).set(channel, { ...(before.get(channel) ?? { subject: '', body: '' }), ...patch }),
    );
  }

  function send(): void {
    const text = (channel: Channel['channel']) => texts.get(channel) ?? { subject: '', body: '' };
    onMove({
      ...(chosen.has('sms') && { sms: { body: text('sms').body } }),
      ...(chosen.has('email') && { email: text('email') }),
      ...Object.fromEntries(
        inChats
          .filter((channel) => chosen.has(channel))
          .map((channel) => [channel, fixed.has(channel) ? {} : { body: text(channel).body }]),
      ),
    });
  }

  const incomplete = [...chosen].some(
    (channel) => !texts.get(channel)?.body.trim() || (channel === 'email' && !texts.get(channel)?.subject.trim()),
  );
  const ready = chosen.size > 0 && !incomplete;
  return (
    <Stack>
      {channels.length === 0 && <Text c="dimmed">{t('notify.noTexts')}</Text>}
      {channels.map(({ channel, possible, reason, emptyTokens }) => (
        <Stack key={channel} gap={6}>
          <Checkbox
            label={t(`channels.${channel}`)}
            description={possible ? undefined : t(`unavailable.${(reason ?? 'not_connected') as 'no_phone'}`)}
            disabled={!possible}
            checked={chosen.has(channel)}
            onChange={(event) => {
              const next = new Set(chosen);
              if (event.currentTarget.checked) next.add(channel);
              else next.delete(channel);
              setChosen(next);
            }}
          />
          {chosen.has(channel) && channel === 'email' && (
            <TextInput
              aria-label={t('notify.subject')}
              placeholder={t('notify.subject')}
              value={texts.get(channel)?.subject}
              onChange={(event) => edit(channel, { subject: event.currentTarget.value })}
            />
          )}
          {chosen.has(channel) && (
            <Textarea
              aria-label={t('notify.text', { channel: t(`channels.${channel}`) })}
              maxRows={8}
              // A template is sent as it was approved.
              readOnly={fixed.has(channel)}
              value={texts.get(channel)?.body}
              onChange={(event) => edit(channel, { body: event.currentTarget.value })}
            />
          )}
          {chosen.has(channel) && emptyTokens.length > 0 && (
            <Text c="var(--mantine-color-error)" size="xs">
              {t('notify.emptyTokens', { tokens: emptyTokens.map((token) => `@${token}`).join(', ') })}
            </Text>
          )}
        </Stack>
      ))}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => onMove(undefined)} {...focused(!ready && !focusless)}>
          {t('notify.without')}
        </Button>
        <Button onClick={send} disabled={!ready} {...focused(ready && !focusless)}>
          {t('notify.send')}
        </Button>
      </Group>
    </Stack>
  );
}

const inChats = ['webchat', 'messenger', 'whatsapp', 'wechat'] as const;

/** Enter finishes, whether the texts were there when the dialog opened or came afterwards. */
function focused(first: boolean) {
  return first ? { autoFocus: true, 'data-autofocus': true } : {};
}
