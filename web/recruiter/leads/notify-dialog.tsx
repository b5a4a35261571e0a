import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import classes from './leads-screen.module.css';
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

/**
 * Asks at a shortlisting or rejection why, and whether the candidate is told, with the texts to be sent, to be edited here.
 * The reason stands next to the buttons: whoever leaves the texts alone does not go through them.
 */
export function NotifyDialog({ application, event, onClose, onMove: move }: Props) {
  const { t } = useTranslation('leads');
  const query = useQuery(notificationQuery(application.id, event));
  const name = usePersonName()(application);
  const reasons = useReasons(event);
  const texts = useTexts(query.data?.channels);
  const [reasonId, setReasonId] = useState<number>();
  const [missing, setMissing] = useState(false);
  function onMove(notify: Move['notify']): void {
    if (reasons?.required && reasonId === undefined) setMissing(true);
    else move(notify, reasonId);
  }
  function finish(): void {
    if (texts.ready) onMove(texts.notify());
    else if (query.data && texts.chosen.size === 0) onMove(undefined);
    else setMissing(true);
  }
  /** From a box or a subject nobody sends by mistake. */
  function onKeyDown(pressed: KeyboardEvent): void {
    const field = pressed.target instanceof HTMLInputElement ? pressed.target : null;
    if (pressed.key !== 'Enter' || pressed.altKey || pressed.defaultPrevented || !field) return;
    pressed.preventDefault();
    if (field.role === 'combobox' && !pressed.nativeEvent.isComposing) finish();
  }
  // On the window: whoever is quick presses it before the focus has come here.
  useWindowEvent('keydown', (pressed) => {
    if (pressed.key !== 'Enter' || !pressed.altKey || pressed.defaultPrevented) return;
    pressed.preventDefault();
    onMove(undefined);
  });
  return (
    <Dialog opened onClose={onClose} title={t(`notify.${event}`, { name })} size="lg">
      <Stack onKeyDown={onKeyDown}>
        {query.isError ? (
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data ? (
          <Texts channels={query.data.channels} texts={texts} />
        ) : (
          <SkeletonRows count={3} />
        )}
        <ReasonField
          folder={event}
          value={reasonId}
          onChange={setReasonId}
          missing={missing && reasonId === undefined}
        />
        {reasons && (
          <Buttons
            key={query.isPending ? 'waiting' : 'there'}
            ready={texts.ready}
            focusless={reasons.required || query.isPending}
            onSend={finish}
            onWithout={() => onMove(undefined)}
          />
        )}
      </Stack>
    </Dialog>
  );
}

interface ButtonsProps {
  /** There is something to be sent. */
  ready: boolean;
  /** Something else is to be filled in first. */
  focusless: boolean;
  onSend: () => void;
  onWithout: () => void;
}

/** Both ways to end it, and the key of the quieter one, which works from wherever one is in the dialog. */
function Buttons({ ready, focusless, onSend, onWithout }: ButtonsProps) {
  const { t } = useTranslation('leads');
  return (
    <Group justify="flex-end" gap="xs">
      <Button
        variant="default"
        onClick={onWithout}
        aria-keyshortcuts="Alt+Enter"
        rightSection={
          <span className={classes.key} aria-hidden>
            <KeyCombination keys="alt+enter" />
          </span>
        }
        {...focused(!ready && !focusless)}
      >
        {t('notify.without')}
      </Button>
      <Button onClick={onSend} disabled={!ready} {...focused(ready && !focusless)}>
        {t('notify.send')}
      </Button>
    </Group>
  );
}

type Channel = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof notificationQuery>['queryFn']>>>
>['channels'][number];

type Written = { subject: string; body: string };

/** What was chosen and edited of the texts that could be sent; at first those that the campaign has switched on. */
function useTexts(channels: Channel[] | undefined) {
  const [picked, setPicked] = useState<ReadonlySet<Channel['channel']>>();
  const [edits, setEdits] = useState<ReadonlyMap<Channel['channel'], Partial<Written>>>(new Map());
  const given = channels ?? [];
  const chosen = picked ?? new Set(given.filter((one) => one.enabled && one.possible).map(({ channel }) => channel));
  const textOf = (channel: Channel['channel']): Written => {
    const { subject, body } = given.find((one) => one.channel === channel) ?? {};
    return { subject: subject ?? '', body: body ?? '', ...edits.get(channel) };
  };
  const incomplete = [...chosen].some(
    (channel) => !textOf(channel).body.trim() || (channel === 'email' && !textOf(channel).subject.trim()),
  );
  return {
    chosen,
    textOf,
    ready: chosen.size > 0 && !incomplete,
    choose(channel: Channel['channel'], on: boolean): void {
      const next = new Set(chosen);
      if (on) next.add(channel);
      else next.delete(channel);
      setPicked(next);
    },
    edit(channel: Channel['channel'], patch: Partial<Written>): void {
      setEdits((before) => new Map(before).set(channel, { ...before.get(channel), ...patch }));
    },
    notify(): NonNullable<Move['notify']> {
      const fixed = (channel: Channel['channel']) => given.find((one) => one.channel === channel)?.fixed;
      return {
        ...(chosen.has('sms') && { sms: { body: textOf('sms').body } }),
        ...(chosen.has('email') && { email: textOf('email') }),
        ...Object.fromEntries(
          inChats
            .filter((channel) => chosen.has(channel))
            .map((channel) => [channel, fixed(channel) ? {} : { body: textOf(channel).body }]),
        ),
      };
    },
  };
}

function Texts({ channels, texts }: { channels: Channel[]; texts: ReturnType<typeof useTexts> }) {
  const { t } = useTranslation('leads');
  const { chosen, textOf, edit } = texts;
  return (
    <Stack>
      {channels.length === 0 && <Text c="dimmed">{t('notify.noTexts')}</Text>}
      {channels.map(({ channel, possible, fixed, reason, emptyTokens }) => (
        <Stack key={channel} gap={6}>
          <Checkbox
            label={t(`channels.${channel}`)}
            description={possible ? undefined : t(`unavailable.${(reason ?? 'not_connected') as 'no_phone'}`)}
            disabled={!possible}
            checked={chosen.has(channel)}
            onChange={(event) => texts.choose(channel, event.currentTarget.checked)}
          />
          {chosen.has(channel) && channel === 'email' && (
            <TextInput
              aria-label={t('notify.subject')}
              placeholder={t('notify.subject')}
              value={textOf(channel).subject}
              onChange={(event) => edit(channel, { subject: event.currentTarget.value })}
            />
          )}
          {chosen.has(channel) && (
            <Textarea
              aria-label={t('notify.text', { channel: t(`channels.${channel}`) })}
              maxRows={8}
              // A template is sent as it was approved.
              readOnly={fixed}
              value={textOf(channel).body}
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
    </Stack>
  );
}

const inChats = ['webchat', 'messenger', 'whatsapp', 'wechat'] as const;

/** Enter finishes, whether the texts were there when the dialog opened or came afterwards. */
function focused(first: boolean) {
  return first ? { autoFocus: true, 'data-autofocus': true } : {};
}
