import { Select, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Profile } from '../queries.ts';
import { type InPlaceInput, InPlaceList } from './in-place-list.tsx';

type Attribute = Profile['attributes'][number];

/** What the company wants to know of its candidates, each edited where it stands. */
export function Attributes({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const rows = profile.attributes.map((attribute) => ({
    key: `attribute:${attribute.id}`,
    name: attribute.name,
    value: attribute.value ?? '',
    shown: <Shown attribute={attribute} />,
    input: (props: InPlaceInput) => <Field attribute={attribute} {...props} />,
    save: ({ value, seen }: { value: string; seen: string }) =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/attributes/{attributeId}', {
          params: { path: { applicationId: profile.id, attributeId: attribute.id } },
          body: { value: value.trim() || null, seen },
        }),
      ),
    errorField: 'value',
    besides: (error: unknown) =>
      attribute.value && error instanceof ApiError && error.fields.value
        ? t('stays', { value: attribute.value })
        : null,
  }));
  return <InPlaceList applicationId={profile.id} rows={rows} />;
}

function Shown({ attribute: { value, type, fits } }: { attribute: Attribute }) {
  const { t, i18n } = useTranslation('profile');
  const formats = useFormats();
  if (value === null) return <span>–</span>;
  if (!fits)
    return (
      <span>
        <bdi>{value}</bdi>{' '}
        <Text span size="xs" c="var(--mantine-color-error)">
          <IconAlertTriangle size={12} aria-hidden /> {t(`unfit.${type as 'number' | 'date' | 'choice'}`)}
        </Text>
      </span>
    );
  if (type === 'number') return <span>{formats.number(Number(value))}</span>;
  // A day of the calendar, in no time zone.
  const day = new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', dateStyle: 'medium' });
  return <bdi>{type === 'date' ? day.format(new Date(`${value}T00:00:00Z`)) : value}</bdi>;
}

/** What came in and is not of the attribute's type stands there as it is, to be put right. */
function Field({
  attribute: { type, choices, ...was },
  value,
  onChange,
  ...props
}: InPlaceInput & { attribute: Attribute }) {
  if (type === 'choice')
    return (
      <Select
        {...props}
        data={was.fits || was.value === null ? choices : [was.value, ...choices]}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
        clearable
        searchable
      />
    );
  return (
    <TextInput
      {...props}
      type={type === 'date' && was.fits ? 'date' : 'text'}
      // A field for numbers alone would drop what it can't read without a word.
      inputMode={type === 'number' ? 'decimal' : undefined}
      value={value}
      maxLength={4000}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
