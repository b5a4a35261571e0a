import { Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogComes } from '../../../../ui/dialog-comes.tsx';
import { usePersonName } from '../../person-name.ts';
import type { Profile } from '../../queries.ts';
import { TemplateButton } from '../template-button.tsx';
import { AttachButton } from './attach-button.tsx';
import { Attachments } from './attachments.tsx';
import { ChannelPicker } from './channel-picker.tsx';
import classes from './composer.module.css';
import { Counter } from './counter.tsx';
import { drafts, edit } from './drafts.ts';
import { useFileDrop } from './drop.ts';
import { EmojiButton } from './emoji-button.tsx';
import { useInsert } from './insert.ts';
import { Notices } from './notices.tsx';
import { usePreset } from './preset.ts';
import { type OpenedBy, QuickReplyMenu } from './quick-reply-menu.tsx';
import { send } from './sending.ts';
import { useComposerState } from './state.ts';
import { submitOrLeave } from './submit-or-leave.ts';
import { TokenMenu } from './token-menu.tsx';
import { afterUploads } from './uploads.ts';
import { useWindowEnd } from './window-end.ts';

const QuickReplyDialog = lazy(async () => ({
  default: (await import('../../../quick-replies/quick-reply-dialog.tsx')).QuickReplyDialog,
}));

interface Props {
  profile: Profile;
  input: React.RefObject<HTMLTextAreaElement | null>;
}

/** A message to the candidate, by the channel that is chosen. */
export function MessageForm({ profile, input }: Props) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const draft = drafts.use(profile.id);
  const state = useComposerState(profile.id, draft);
  const insert = useInsert(profile.id, input);
  const { dropping, ...dropTarget } = useFileDrop(profile.id);
  const [repliesOpened, setRepliesOpened] = useState<OpenedBy | null>(null);
  const [newReply, setNewReply] = useState<{ title: string; body: string } | null>(null);
  const goesSoon = afterUploads.use(profile.id)?.body === draft.body;
  const name = usePersonName()(profile);
  useWindowEnd(profile.id, state.channel);
  usePreset(profile.id, state.channels);

  function submit(allowGaps: boolean): void {
    const go = () => send(queryClient, profile.id, allowGaps);
    if (state.ready) go();
    else if (state.uploading) afterUploads.update(profile.id, () => ({ body: draft.body, go }));
    else return;
    input.current?.focus();
  }

  return (
    <>
      <form
        className={classes.form}
        data-dropping={dropping || undefined}
        {...dropTarget}
        onSubmit={(event) => {
          event.preventDefault();
          // React tells a form of what is submitted in its dialogs, too.
          if (event.target !== event.currentTarget) return;
          submit(state.gaps.length > 0);
        }}
      >
        {state.channel?.channel === 'email' && (
          <TextInput
            aria-label={t('chat.subject')}
            placeholder={t('chat.subject')}
            value={draft.subject}
            maxLength={300}
            onChange={(event) => edit(profile.id, { subject: event.currentTarget.value })}
          />
        )}
        <Textarea
          ref={input}
          aria-label={t('chat.writeMessage', { name })}
          placeholder={t('chat.writeHint', { name: profile.firstName || name })}
          minRows={2}
          maxRows={9}
          value={draft.body}
          onChange={(event) => edit(profile.id, { body: event.currentTarget.value })}
          dir="auto"
          onKeyDown={(event) => {
            if (event.key === '/' && draft.body === '' && !event.nativeEvent.isComposing) {
              event.preventDefault();
              setRepliesOpened('slash');
            } else submitOrLeave(event);
          }}
        />
        <Attachments applicationId={profile.id} files={draft.files} />
        <Notices applicationId={profile.id} draft={draft} state={state} onSendAnyway={() => submit(true)} />
        <Group gap="xs" justify="space-between">
          <Group gap={2}>
            <ChannelPicker
              channels={state.channels}
              channel={state.channel}
              onChoose={(channel) => edit(profile.id, { channel })}
            />
            <QuickReplyMenu
              opened={repliesOpened}
              onOpen={setRepliesOpened}
              text={draft.body}
              onPick={insert}
              onCreate={setNewReply}
              input={input}
            />
            <TokenMenu onInsert={insert} />
            <EmojiButton onInsert={insert} />
            <TemplateButton applicationId={profile.id} name={name} channels={state.channels ?? []} />
            <AttachButton applicationId={profile.id} channel={state.channel} />
          </Group>
          <Group gap="sm" className={classes.end}>
            <Counter state={state} />
            {profile.bot.state === 'running' && (
              <Text c="dimmed" size="xs">
                {t('chat.stopsBot')}
              </Text>
            )}
            {goesSoon && (
              <Text c="dimmed" size="xs" role="status">
                {t('files.goesSoon')}
              </Text>
            )}
            <Button type="submit" disabled={!state.ready && (!state.uploading || goesSoon)}>
              {t(state.gaps.length > 0 ? 'chat.sendAnyway' : 'chat.send')}
            </Button>
          </Group>
        </Group>
      </form>
      {/* Not within the form: React would take the dialog's submitting for the message's. */}
      {newReply && (
        <Suspense fallback={<DialogComes />}>
          <QuickReplyDialog start={newReply} onClose={() => setNewReply(null)} />
        </Suspense>
      )}
    </>
  );
}
