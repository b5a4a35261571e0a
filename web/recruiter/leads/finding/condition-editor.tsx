import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attribute } from '../../attributes/queries.ts';
import {
  type AttributeType,
  attributes,
  type Condition,
  type Field,
  fields,
  isComplete,
  isReversed,
  type Operator,
  operatorsOf,
} from './filter.ts';
import { useOwnAttributes } from './names.ts';
import { type Suggestions, suggestionsQuery } from './queries.ts';
import { ValueField } from './value-field.tsx';

export interface Props {
  /** Null for one that is made. */
  condition: Condition | null;
  /** `search`: and look for it now. `alternative`: and then make one beside it. */
  onDone: (condition: Condition, next: 'nothing' | 'search' | 'alternative') => void;
}

const groups: [name: string, of: Field[]][] = [
  ['application', ['source', 'label', 'assignee', 'unread', 'folder', 'reason', 'campaign', 'channel']],
  ['dates', ['added', 'active', 'completed']],
  ['about', ['answerType', 'resume', 'score', 'location']],
  ['referees', ['referee', 'refereeEmail', 'refereePhone', 'refereeId', 'refereeAccount']],
];
const types = Object.keys(attributes) as AttributeType[];
const otherDetail = 'attribute:';

/** Field, operator and value of one condition. Enter searches at once; "Done" leaves room for more conditions. */
export function ConditionEditor({ condition, onDone }: Props) {
  const { t } = useTranslation('finding');
  const [given, setGiven] = useState<Condition | null>(condition);
  const [refused, setRefused] = useState(false);
  const problem = refused ? problemOf(given) : null;

  function done(next: 'nothing' | 'search' | 'alternative'): void {
    if (given && isComplete(given) && !isReversed(given)) onDone(given, next);
    else setRefused(true);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    done('search');
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={8}>
        <FieldSelect condition={given} onChange={setGiven} />
        {given?.field === 'attribute' && <AttributeFields condition={given} onChange={setGiven} />}
        {given && <OperatorSelect condition={given} onChange={setGiven} />}
        {given && <ValueField condition={given} onChange={(value) => setGiven(withValue(given, value))} />}
        {problem && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {t(problem)}
          </Text>
        )}
        <Group gap={6} justify="flex-end">
          <Button size="xs" variant="subtle" mr="auto" px={6} onClick={() => done('alternative')}>
            {t('addAlternative')}
          </Button>
          <Button size="xs" variant="default" onClick={() => done('nothing')}>
            {t('done')}
          </Button>
          <Button size="xs" type="submit">
            {t('search')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function problemOf(condition: Condition | null): 'fieldMissing' | 'valueMissing' | 'reversed' | null {
  if (!condition) return 'fieldMissing';
  if (!isComplete(condition)) return 'valueMissing';
  return isReversed(condition) ? 'reversed' : null;
}

interface PartProps {
  condition: Condition;
  onChange: (condition: Condition) => void;
}

function FieldSelect({ condition, onChange }: Pick<Props, 'condition'> & Pick<PartProps, 'onChange'>) {
  const { t } = useTranslation('finding');
  const input = useRef<HTMLInputElement>(null);
  // Loaded later than the popover around it, which looked for where to put the focus in vain.
  useEffect(() => input.current?.focus(), []);
  const { data } = useQuery(suggestionsQuery);
  const own = useOwnAttributes();
  const keys = own.map(({ key }) => key);
  const details = new Set(
    [...(data?.details ?? []), ...(condition?.key ? [condition.key] : [])].filter((key) => !keys.includes(key)),
  );
  const choices = [
    ...groups.map(([name, of]) => ({
      group: t(`groups.${name as 'dates'}`),
      items: of.map((field) => ({ value: field as string, label: t(`fields.${field}`) })),
    })),
    ...(own.length > 0
      ? [
          {
            group: t('groups.attributes'),
            items: own.map(({ key, name }) => ({ value: otherDetail + key, label: name })),
          },
        ]
      : []),
    {
      group: t('groups.details'),
      items: [
        ...[...details].map((key) => ({ value: otherDetail + key, label: key })),
        { value: otherDetail, label: t('otherDetail') },
      ],
    },
  ];
  return (
    <Select
      aria-label={t('field')}
      placeholder={t('fieldPlaceholder')}
      data={choices}
      searchable
      nothingFoundMessage={t('nothingFound')}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
      allowDeselect={false}
      value={
        condition === null
          ? null
          : condition.field === 'attribute'
            ? otherDetail + (condition.key ?? '')
            : condition.field
      }
      onChange={(value) => value !== null && onChange(begin(value, data, own))}
      openOnFocus={false}
      defaultDropdownOpened={condition === null}
      ref={input}
    />
  );
}

/** A condition of this field by what is meant most often. */
function begin(choice: string, suggestions: Suggestions | undefined, own: Attribute[]): Condition {
  if (!choice.startsWith(otherDetail)) {
    const field = choice as Field;
    const [op] = Object.keys(fields[field]) as [Operator];
    return { field, op, ...(field === 'unread' && { value: true }) };
  }
  const key = choice.slice(otherDetail.length);
  const attribute = own.find((one) => one.key === key);
  if (attribute) {
    const [op] = Object.keys(attributes[attribute.type]) as [Operator];
    return { field: 'attribute', key, type: attribute.type, op };
  }
  const known = suggestions?.details.includes(key);
  return { field: 'attribute', key: known ? key : '', type: 'text', op: 'contains' };
}

function AttributeFields({ condition, onChange }: PartProps) {
  const { t } = useTranslation('finding');
  const { data } = useQuery(suggestionsQuery);
  const own = useOwnAttributes();
  if (own.some(({ key }) => key === condition.key)) return null;
  const typed = !data?.details.includes(condition.key ?? '');
  return (
    <Group grow gap={6} wrap="nowrap">
      {typed && (
        <TextInput
          aria-label={t('detailName')}
          placeholder={t('detailName')}
          maxLength={100}
          value={condition.key ?? ''}
          onChange={(event) => onChange({ ...condition, key: event.currentTarget.value })}
        />
      )}
      <Select
        aria-label={t('readAs')}
        data={types.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        comboboxProps={{ withinPortal: false }}
        allowDeselect={false}
        value={condition.type ?? 'text'}
        onChange={(type) => {
          const [op] = Object.keys(attributes[type as AttributeType]) as [Operator];
          onChange({ field: 'attribute', key: condition.key ?? '', type: type as AttributeType, op });
        }}
      />
    </Group>
  );
}

function OperatorSelect({ condition, onChange }: PartProps) {
  const { t } = useTranslation('finding');
  const operators = operatorsOf(condition);
  const names = Object.keys(operators) as Operator[];
  if (names.length === 1) return null;
  return (
    <Select
      aria-label={t('operator')}
      data={names.map((op) => ({ value: op, label: op === 'lastDays' ? t('operatorLastDays') : t(`operators.${op}`) }))}
      comboboxProps={{ withinPortal: false }}
      allowDeselect={false}
      value={condition.op}
      onChange={(next) => {
        const op = next as Operator;
        const { value, ...rest } = condition;
        onChange(withValue({ ...rest, op }, operators[op] === operators[condition.op] ? value : undefined));
      }}
    />
  );
}

function withValue({ value: _old, ...condition }: Condition, value: Condition['value']): Condition {
  return value === undefined ? condition : { ...condition, value };
}
