import { TextInput, type TextInputProps } from '@mantine/core';
import { useRef } from 'react';
import { insertAtCursor, TokenMenu } from '../messages/token-menu.tsx';
import { useLetter } from './letter-context.ts';
import classes from './letters.module.css';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string;
  onChange: (value: string) => void;
}

/** A line of text into which tokens can be put. */
export function TokenInput({ value, onChange, ...props }: Props) {
  const { values } = useLetter();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.tokenLine}>
      <TextInput
        ref={field}
        className={classes.grow}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...props}
      />
      <TokenMenu values={values} onInsert={(token) => onChange(insertAtCursor(field.current, value, token))} />
    </div>
  );
}
