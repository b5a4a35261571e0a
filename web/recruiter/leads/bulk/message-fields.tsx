import { Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmojiButton } from '../conversation/composer/emoji-button.tsx';
import { insertedAt } from '../conversation/composer/insert.ts';
import { type OpenedBy, QuickReplyMenu } from '../conversation/composer/quick-reply-menu.tsx';
import { TokenMenu } from '../conversation/composer/token-menu.tsx';
import { type Channel, type FieldsProps, needsSubject } from './draft.ts';

const channels = ['auto', 'sms', 'email', 'whatsapp', 'messenger', 'wechat', 'webchat'] as const satisfies Channel[];

/** A message to many, written as one to a single candidate is. */
export function MessageFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { t: channelName } = useTranslation('leads');
  const missing = (text: string) => tried && text.trim() === '' && t('dialog.missing');
  return (
    <Stack gap="sm">
      <Select
        label={t('dialog.channel')}
        data={channels.map((value) => ({
          value,
          label: value === 'auto' ? t('dialog.auto') : channelName(`channels.${value}`),
        }))}
        value={draft.channel}
        onChange={(channel) => channel && onChange({ channel: channel as Channel })}
        allowDeselect={false}
      />
      {needsSubject(draft) && (
        <TextInput
          label={t('dialog.subject')}
          description={draft.channel === 'auto' ? t('dialog.subjectNote') : undefined}
          required
          maxLength={300}
          value={draft.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
          error={missing(draft.subject)}
        />
      )}
      <Body body={draft.body} onChange={(body) => onChange({ body })} error={missing(draft.body)} />
      <Checkbox
        label={t('dialog.allowEmpty')}
        checked={draft.allowEmptyTokens}
        onChange={(event) => onChange({ allowEmptyTokens: event.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        {t('dialog.messageNote')}
      </Text>
    </Stack>
  );
}

interface BodyProps {
  body: string;
  onChange: (body: string) => void;
  error: React.ReactNode;
}

/** The text, with the composer's buttons for what is put into it. */
function Body({ body, onChange, error }: BodyProps) {
  const { t } = useTranslation('bulk');
  const input = useRef<HTMLTextAreaElement>(null);
  const [replies, setReplies] = useState<OpenedBy | null>(null);
  const insert = (text: string) => onChange(insertedAt(input, body, text));
  return (
    <div>
      <Textarea
        ref={input}
        label={t('dialog.text')}
        description={t('dialog.textNote')}
        required
        autosize
        minRows={4}
        maxRows={12}
        dir="auto"
        value={body}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== '/' || body !== '' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          setReplies('slash');
        }}
        error={error}
        autoFocus
      />
      <Group gap={2} mt={4}>
        <QuickReplyMenu opened={replies} onOpen={setReplies} text={body} onPick={insert} input={input} />
        <TokenMenu onInsert={insert} />
        <EmojiButton onInsert={insert} />
      </Group>
    </div>
  );
}
