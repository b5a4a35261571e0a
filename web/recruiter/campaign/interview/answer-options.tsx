import { ActionIcon, Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { newChoice, type Question } from './definition.ts';

interface Props {
  question: Question;
  problem: (field: string) => string | undefined;
  onChange: (question: Question) => void;
}

/** What only some kinds of answer have: the choices, or the smallest and largest number. */
export function AnswerOptions({ question, problem, onChange }: Props) {
  if (question.type === 'choice') return <Choices question={question} problem={problem} onChange={onChange} />;
  if (question.type === 'number') return <Bounds question={question} problem={problem} onChange={onChange} />;
  return null;
}

function Choices({ question, problem, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const choices = question.choices ?? [];
  const set = (next: typeof choices) => onChange({ ...question, choices: next });
  function add(): void {
    const choice = newChoice();
    set([...choices, choice]);
    requestAnimationFrame(() => document.getElementById(`choice-${choice.id}`)?.focus());
  }
  return (
    <Stack gap={6} role="group" aria-label={t('interview.choices')}>
      {choices.map((choice, index) => (
        <Group key={choice.id} gap={4} wrap="nowrap" align="start">
          <TextInput
            id={`choice-${choice.id}`}
            flex={1}
            aria-label={t('interview.choice', { number: index + 1 })}
            placeholder={t('interview.choice', { number: index + 1 })}
            maxLength={80}
            value={choice.label}
            onChange={(event) => set(choices.with(index, { ...choice, label: event.currentTarget.value }))}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
            }}
            error={problem(`choices.${index}.label`)}
          />
          <ActionIcon
            size={34}
            aria-label={t('interview.removeChoice', { number: index + 1 })}
            disabled={choices.length <= 2}
            onClick={() => set(choices.toSpliced(index, 1))}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {problem('choices') && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {problem('choices')}
        </Text>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        style={{ alignSelf: 'start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={choices.length >= 20}
        onClick={add}
      >
        {t('interview.addChoice')}
      </Button>
    </Stack>
  );
}

function Bounds({ question, problem, onChange }: Props) {
  const { t } = useTranslation('campaign');
  function set(bound: 'min' | 'max', value: string | number): void {
    const { [bound]: _before, ...rest } = question;
    onChange(typeof value === 'number' ? { ...rest, [bound]: value } : rest);
  }
  return (
    <Group gap="md" align="end">
      {(['min', 'max'] as const).map((bound) => (
        <NumberInput
          key={bound}
          w="8rem"
          label={t(`interview.${bound}`)}
          value={question[bound] ?? ''}
          onChange={(value) => set(bound, value)}
          error={problem(bound)}
        />
      ))}
      <Checkbox
        mb={9}
        label={t('interview.integer')}
        checked={question.integer ?? false}
        onChange={(event) => onChange({ ...question, integer: event.currentTarget.checked })}
      />
    </Group>
  );
}
