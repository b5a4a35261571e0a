import { ActionIcon, Select, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Profile } from '../queries.ts';
import { InPlaceForm } from './in-place-form.tsx';
import classes from './profile.module.css';

type Attribute = Profile['attributes'][number];

/** What the company wants to know of its candidates, each edited where it stands: Enter saves, Escape leaves it as it was. */
export function Attributes({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const [editing, setEditing] = useState<number | null>(null);
  // Who is done by keyboard goes on from there.
  const [edited, setEdited] = useState<number | null>(null);
  function finish(): void {
    setEdited(editing);
    setEditing(null);
  }
  return (
    <dl className={classes.data}>
      {profile.attributes.map((attribute) => (
        <div key={attribute.id}>
          <dt>{attribute.name}</dt>
          <dd>
            {editing === attribute.id ? (
              <Editor applicationId={profile.id} attribute={attribute} onDone={finish} />
            ) : (
              <>
                <Shown attribute={attribute} />
                <ActionIcon
                  size={24}
                  autoFocus={edited === attribute.id}
                  aria-label={t('edit', { what: attribute.name })}
                  onClick={() => setEditing(attribute.id)}
                >
                  <IconPencil size={14} aria-hidden />
                </ActionIcon>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
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

interface EditorProps {
  applicationId: number;
  attribute: Attribute;
  onDone: () => void;
}

function Editor({ applicationId, attribute, onDone }: EditorProps) {
  const { t } = useTranslation('profile');
  const text = useErrorText();
  const queryClient = useQueryClient();
  const before = attribute.value ?? '';
  const [value, setValue] = useState(before);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/attributes/{attributeId}', {
          params: { path: { applicationId, attributeId: attribute.id } },
          body: { value: value.trim() || null },
        }),
      ),
    onSuccess: (attributes) => {
      queryClient.setQueryData<Profile>(['application', applicationId, 'profile'], (before) =>
        before ? { ...before, attributes } : before,
      );
      void queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
      onDone();
    },
  });
  const problem = save.error instanceof ApiError ? (save.error.fields.value ?? text(save.error)) : null;

  return (
    <InPlaceForm
      onSave={() => (value === before ? onDone() : save.mutate())}
      saving={save.isPending}
      problem={problem && [problem, before && t('stays', { value: before })].join(' ')}
      onDone={onDone}
    >
      <Field attribute={attribute} value={value} onChange={setValue} wrong={problem !== null} />
    </InPlaceForm>
  );
}

interface FieldProps {
  attribute: Attribute;
  value: string;
  onChange: (value: string) => void;
  wrong: boolean;
}

/** What came in and is not of the attribute's type stands there as it is, to be put right. */
function Field({ attribute: { name, type, choices, ...was }, value, onChange, wrong }: FieldProps) {
  const props = { 'aria-label': name, autoFocus: true, error: wrong };
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
