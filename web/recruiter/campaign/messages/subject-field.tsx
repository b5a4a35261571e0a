import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';
import classes from './messages-section.module.css';
import { insertAtCursor, TokenMenu } from './token-menu.tsx';

interface Props {
  value: string;
  values: TokenValues;
  error: string | undefined;
  onChange: (subject: string) => void;
}

export function SubjectField({ value, values, error, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.subjectLine}>
      <TextInput
        ref={field}
        label={t('messages.subject')}
        value={value}
        maxLength={300}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <TokenMenu values={values} onInsert={(token) => onChange(insertAtCursor(field.current, value, token))} />
    </div>
  );
}
