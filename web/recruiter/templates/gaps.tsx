import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { textOfTemplate } from '../../../server/channels/templates/template.ts';
import { substitute, type TokenValues } from '../../../server/conversations/tokens.ts';
import { insertAtCursor, TokenMenu } from '../campaign/messages/token-menu.tsx';
import type { Template } from './queries.ts';
import classes from './templates.module.css';

interface Props {
  template: Pick<Template, 'parts' | 'slots'>;
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Record<string, string>) => void;
  problems: Readonly<Record<string, string>>;
  /** Of the tokens, to insert and to preview with; without them none are offered. */
  tokens?: TokenValues | undefined;
}

/** What stands in each gap of a template, and how it reads with that. */
export function Gaps({ template, texts, onChange, problems, tokens }: Props) {
  const { t } = useTranslation('templates');
  const filled = Object.fromEntries(
    Object.entries(texts).map(([slot, text]) => [slot, substitute(text, tokens ?? {})]),
  );
  return (
    <Stack gap="xs">
      {template.slots.map((slot) => (
        <Gap
          key={slot.key}
          slot={slot}
          text={texts[slot.key] ?? ''}
          onChange={(text) => onChange({ ...texts, [slot.key]: text })}
          problem={problems[slot.key]}
          tokens={tokens}
        />
      ))}
      <section aria-label={t('preview')}>
        <Text c="dimmed" size="xs" mb={4}>
          {t('preview')}
        </Text>
        <div className={classes.preview} dir="auto">
          {textOfTemplate(template.parts, tokens ? filled : texts)}
        </div>
      </section>
    </Stack>
  );
}

interface GapProps {
  slot: Template['slots'][number];
  text: string;
  onChange: (text: string) => void;
  problem: string | undefined;
  tokens: TokenValues | undefined;
}

function Gap({ slot, text, onChange, problem, tokens }: GapProps) {
  const { t } = useTranslation('templates');
  const input = useRef<HTMLInputElement>(null);
  const [place, name = ''] = slot.key.split('.') as ['header' | 'body' | 'button', string];
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        ref={input}
        flex={1}
        label={t(`gaps.${place}`, { name: place === 'button' ? Number(name) + 1 : name })}
        description={slot.example ? t('example', { example: slot.example }) : undefined}
        required
        withAsterisk={false}
        maxLength={1000}
        dir="auto"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={problem}
      />
      {tokens && (
        <TokenMenu values={tokens} onInsert={(token) => onChange(insertAtCursor(input.current, text, token))} />
      )}
    </Group>
  );
}

/** Gaps in which nothing stands yet. */
export function isComplete({ slots }: Pick<Template, 'slots'>, texts: Readonly<Record<string, string>>): boolean {
  return slots.every(({ key }) => texts[key]?.trim());
}
