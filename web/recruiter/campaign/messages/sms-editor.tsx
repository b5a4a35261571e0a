import { Switch, Text, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { smsSegments } from '../../../../server/channels/sms/segments.ts';
import { substitute, type TokenValues } from '../../../../server/conversations/tokens.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Template } from '../queries.ts';
import classes from './messages-section.module.css';
import type { Problems } from './messages-section.tsx';
import { insertAtCursor, TokenMenu } from './token-menu.tsx';

interface Props {
  text: Template;
  values: TokenValues;
  problems: Problems;
  onChange: (patch: Partial<Template>) => void;
}

/** The text of an SMS, counted as the carrier does: with its tokens filled in. */
export function SmsEditor({ text, values, problems, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <Switch
          label={t('messages.sendSms')}
          checked={text.enabled}
          onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
        />
        {text.enabled && (
          <TokenMenu
            values={values}
            onInsert={(token) => onChange({ body: insertAtCursor(field.current, text.body, token) })}
          />
        )}
      </div>
      {text.enabled ? (
        <div className={classes.fields}>
          <Textarea
            ref={field}
            aria-label={t('messages.bodySms')}
            minRows={3}
            maxRows={12}
            value={text.body}
            onChange={(event) => onChange({ body: event.currentTarget.value })}
            error={problems.body}
          />
          <Counter text={substitute(text.body, values)} />
        </div>
      ) : (
        <Text c="dimmed" size="xs" mt={6}>
          {t('messages.off')}
        </Text>
      )}
    </div>
  );
}

function Counter({ text }: { text: string }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const { characters, segments, remaining, encoding } = smsSegments(text);
  return (
    <div className={classes.foot}>
      <span>
        {t('messages.counter', { characters: formats.number(characters), count: segments.length })}
        {' · '}
        {t('messages.remaining', { count: remaining })}
      </span>
      {encoding === 'UCS-2' && <span>{t('messages.unicode')}</span>}
    </div>
  );
}
