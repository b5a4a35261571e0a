import { Alert, Button, Group, Menu, Select, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { smsSegments } from '../../../../server/channels/sms/segments.ts';
import { tokenNames } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { fullName } from '../candidate-row.tsx';
import type { Profile } from '../queries.ts';
import classes from './conversation-panel.module.css';
import { channelsQuery } from './queries.ts';
import { TemplateButton } from './template-button.tsx';

type Mode = 'message' | 'comment';

/** Writes to the candidate, or a comment that only colleagues see. Mod+Enter sends, Escape gives the keys back to the list. */
export function Composer({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  const [mode, setMode] = useState<Mode>('message');
  const input = useRef<HTMLTextAreaElement>(null);
  function write(next: Mode): void {
    setMode(next);
    requestAnimationFrame(() => input.current?.focus());
  }
  return (
    <div className={classes.composer} data-mode={mode}>
      <Tabs value={mode} onChange={(value) => setMode(value === 'comment' ? 'comment' : 'message')} variant="pills">
        <Tabs.List>
          <Tabs.Tab value="message" data-write="message" onClick={() => write('message')}>
            {t('chat.message')}
          </Tabs.Tab>
          <Tabs.Tab value="comment" data-write="comment" onClick={() => write('comment')} color="orange">
            {t('chat.commentTab')}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {mode === 'message' ? (
        <MessageForm profile={profile} input={input} />
      ) : (
        <CommentForm profile={profile} input={input} />
      )}
    </div>
  );
}

interface FormProps {
  profile: Profile;
  input: React.RefObject<HTMLTextAreaElement | null>;
}

function MessageForm({ profile, input }: FormProps) {
  const { t } = useTranslation('leads');
  const text = useErrorText();
  const queryClient = useQueryClient();
  const { data: channels } = useQuery(channelsQuery(profile.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [body, setBody] = useDraft(`parley.draft.${profile.id}`);
  const [subject, setSubject] = useState('');
  // One key a text: a click that is repeated because the network was slow sends it once.
  const clientKey = useRef(crypto.randomUUID());
  const channel = channelOf(channels ?? [], chosen);

  const send = useMutation({
    mutationFn: async (allowEmptyTokens: boolean) => {
      // A quick recruiter sends before the channels are known.
      const by = channelOf(await queryClient.ensureQueryData(channelsQuery(profile.id)), chosen)?.channel ?? 'sms';
      return unwrap(
        api.POST('/api/applications/{applicationId}/messages', {
          params: { path: { applicationId: profile.id } },
          body: {
            channel: by,
            body,
            clientKey: clientKey.current,
            allowEmptyTokens,
            ...(by === 'email' && { subject }),
          },
        }),
      );
    },
    onSuccess: () => {
      setBody('');
      setSubject('');
      clientKey.current = crypto.randomUUID();
      void queryClient.invalidateQueries({ queryKey: ['application', profile.id] });
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  const error = send.error;
  const emptyTokens = error instanceof ApiError && error.code === 'empty_tokens';
  const duplicate = error instanceof ApiError && error.code === 'duplicate_message';
  const ready =
    body.trim().length > 0 &&
    (!channels || channel) &&
    (channel?.channel !== 'email' || subject.trim().length > 0) &&
    !send.isPending;

  function insert(token: string): void {
    const at = input.current?.selectionStart ?? body.length;
    setBody(`${body.slice(0, at)}<%= @${token} %>${body.slice(at)}`);
    input.current?.focus();
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send.mutate(false);
      }}
    >
      {channel?.channel === 'email' && (
        <TextInput
          aria-label={t('chat.subject')}
          placeholder={t('chat.subject')}
          value={subject}
          maxLength={300}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      )}
      <Textarea
        ref={input}
        aria-label={t('chat.writeMessage', { name: fullName(profile) || t('nameless') })}
        placeholder={t('chat.writeMessage', { name: profile.firstName || t('nameless') })}
        minRows={2}
        maxRows={9}
        value={body}
        onChange={(event) => {
          setBody(event.currentTarget.value);
          send.reset();
        }}
        dir="auto"
        onKeyDown={submitOrLeave}
      />
      {error && (
        <Alert color={duplicate || emptyTokens ? 'yellow' : 'red'} role="alert" p="xs">
          <Group justify="space-between" gap="xs">
            <Text>{text(error)}</Text>
            {emptyTokens && (
              <Button size="compact-sm" variant="default" onClick={() => send.mutate(true)}>
                {t('chat.sendAnyway')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      <Group gap="xs" justify="space-between">
        <Group gap={6}>
          <Select
            aria-label={t('chat.via')}
            w="9.5rem"
            data={(channels ?? []).map(({ channel: value, available, reason }) => ({
              value,
              label: available
                ? t(`channels.${value}`)
                : `${t(`channels.${value}`)}: ${t(`unavailable.${(reason ?? 'not_connected') as 'no_phone'}`)}`,
              disabled: !available,
            }))}
            value={channel?.channel ?? null}
            onChange={setChosen}
            allowDeselect={false}
            comboboxProps={{ width: 300, position: 'top-start' }}
          />
          <Menu position="top-start">
            <Menu.Target>
              <Button variant="subtle" color="gray" px={8} aria-label={t('chat.tokens')}>
                <IconBraces size={17} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {tokenNames.map((token) => (
                <Menu.Item key={token} onClick={() => insert(token)}>
                  @{token}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <TemplateButton
            applicationId={profile.id}
            name={fullName(profile) || t('nameless')}
            channels={channels ?? []}
          />
          {channel?.channel === 'sms' && body && <SegmentCount text={body} />}
          {channel?.until && (
            <Text c="dimmed" size="xs">
              {t('chat.windowCloses')} <RelativeTime value={channel.until} />
              {channel.left !== null && <>, {t('chat.answersLeft', { count: channel.left })}</>}
            </Text>
          )}
          {profile.bot.state === 'running' && (
            <Text c="dimmed" size="xs">
              {t('chat.stopsBot')}
            </Text>
          )}
        </Group>
        <Button type="submit" disabled={!ready} loading={send.isPending}>
          {t('chat.send')}
        </Button>
      </Group>
    </form>
  );
}

/** The channel that was chosen, else the candidate's own, else any by which they can be reached. */
function channelOf<C extends { channel: string; available: boolean; default: boolean }>(
  channels: C[],
  chosen: string | null,
): C | undefined {
  const usable = channels.filter(({ available }) => available);
  return channels.find(({ channel }) => channel === chosen) ?? usable.find((one) => one.default) ?? usable[0];
}

function SegmentCount({ text }: { text: string }) {
  const { t } = useTranslation('leads');
  const { characters, segments } = smsSegments(text);
  return (
    <Text c="dimmed" size="xs">
      {t('chat.segments', { characters, count: segments.length })}
    </Text>
  );
}

function CommentForm({ profile, input }: FormProps) {
  const { t } = useTranslation('leads');
  const text = useErrorText();
  const queryClient = useQueryClient();
  const [body, setBody] = useDraft(`parley.comment.${profile.id}`);
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

function submitOrLeave(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** What was typed and not sent is there again after looking at somebody else. */
function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  useEffect(() => {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }, [key, text]);
  return [text, setText];
}
