import { Autocomplete, Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Condition, numberedChoices, shapeOf, type Value } from './filter.ts';
import { useOptions, useOwnAttributes } from './names.ts';
import { suggestionsQuery } from './queries.ts';

interface Props {
  condition: Condition;
  onChange: (value: Value) => void;
}

const inPlace = { comboboxProps: { withinPortal: false } };

/** Where the value of a condition is put in, as its field and operator have it. */
export function ValueField({ condition, onChange }: Props) {
  const { t } = useTranslation('finding');
  const { value } = condition;
  const label = t('value');
  switch (shapeOf(condition)) {
    case 'text':
    case 'texts':
      return <Texts condition={condition} onChange={onChange} many={shapeOf(condition) === 'texts'} />;
    case 'choice':
    case 'choices':
      return <Choices condition={condition} onChange={onChange} />;
    case 'number':
      return <Numeric label={label} value={value} onChange={onChange} />;
    case 'days':
      return <Numeric label={t('days')} value={value} onChange={onChange} min={1} max={3660} />;
    case 'range':
      return <Two value={value} onChange={onChange} of={Numeric} />;
    case 'date':
      return <Day label={t('date')} value={value} onChange={onChange} />;
    case 'dates':
      return <Two value={value} onChange={onChange} of={Day} />;
    case 'flag':
      return (
        <Select
          aria-label={label}
          {...inPlace}
          data={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          value={value === undefined ? null : value ? 'yes' : 'no'}
          onChange={(next) => onChange(next === 'yes')}
          allowDeselect={false}
        />
      );
    default:
      return null;
  }
}

function Texts({ condition, onChange, many }: Props & { many: boolean }) {
  const { t } = useTranslation('finding');
  const { data } = useQuery(suggestionsQuery);
  const known = condition.field === 'source' ? (data?.sources ?? []) : [];
  const props = { 'aria-label': t('value'), data: known, maxLength: 200, ...inPlace };
  if (many)
    return (
      <TagsInput
        {...props}
        placeholder={t('severalHint')}
        value={(condition.value as string[] | undefined) ?? []}
        onChange={(values) => onChange(values)}
        acceptValueOnBlur
      />
    );
  return (
    <Autocomplete
      {...props}
      // What is there in full needs no list, which would lie over the buttons.
      data={known.includes(String(condition.value)) ? [] : known}
      value={String(condition.value ?? '')}
      onChange={onChange}
    />
  );
}

function Choices({ condition, onChange }: Props) {
  const { t } = useTranslation('finding');
  const { field, value } = condition;
  const attribute = useOwnAttributes().find(({ key }) => field === 'attribute' && key === condition.key);
  const options = useOptions([field])(field);
  const data = attribute ? attribute.choices : options;
  const many = shapeOf(condition) === 'choices';
  const read = (one: string) => (numberedChoices.includes(field) ? Number(one) : one);
  // A detail that is read as a choice, and of which nobody said what there is to choose from.
  if (field === 'attribute' && !attribute) return <Texts condition={condition} onChange={onChange} many={many} />;
  const props = {
    'aria-label': t('value'),
    data,
    searchable: true,
    nothingFoundMessage: t('nothingFound'),
    ...inPlace,
  };
  if (many)
    return (
      <MultiSelect
        {...props}
        value={((value ?? []) as (string | number)[]).map(String)}
        onChange={(values) => onChange(values.map(read) as string[] | number[])}
        hidePickedOptions
      />
    );
  return (
    <Select
      {...props}
      value={value === undefined ? null : String(value)}
      onChange={(next) => onChange(next === null ? undefined : read(next))}
    />
  );
}

interface OneProps {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  min?: number;
  max?: number;
}

function Numeric({ label, value, onChange, ...bounds }: OneProps) {
  return (
    <NumberInput
      aria-label={label}
      placeholder={label}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      {...bounds}
    />
  );
}

function Day({ label, value, onChange }: OneProps) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

interface TwoProps {
  value: Value;
  onChange: (value: Value) => void;
  of: (props: OneProps) => React.ReactNode;
}

function Two({ value, onChange, of: One }: TwoProps) {
  const { t } = useTranslation('finding');
  const [from, to] = Array.isArray(value) ? value : [];
  const both = (first: Value, last: Value) => onChange([first, last] as string[]);
  return (
    <Group grow gap={6} wrap="nowrap">
      <One label={t('from')} value={from} onChange={(next) => both(next, to)} />
      <One label={t('to')} value={to} onChange={(next) => both(from, next)} />
    </Group>
  );
}
