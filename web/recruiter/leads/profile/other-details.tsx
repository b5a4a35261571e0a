import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import type { Profile } from '../queries.ts';
import { useDetailName } from './detail-names.ts';
import { InPlaceForm } from './in-place-form.tsx';
import classes from './profile.module.css';

/** In this order, before any other by its name. */
const first = [
  'location',
  'score',
  'referee',
  'referee_first_name',
  'referee_last_name',
  'referee_email',
  'referee_mobile',
  'referee_phone',
  'referee_id',
  'referee_employee_id',
  'referee_account',
];
const namesOfReferee = ['referee', 'referee_first_name', 'referee_last_name'];

/** What else came in with the application, each edited where it stands; who referred somebody can be said of everybody. */
export function OtherDetails({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const nameOf = useDetailName();
  const [editing, setEditing] = useState<string | null>(null);
  // Who is done by keyboard goes on from there.
  const [edited, setEdited] = useState<string | null>(null);
  function finish(): void {
    setEdited(editing);
    setEditing(null);
  }
  return (
    <dl className={classes.data}>
      {keysOf(profile, nameOf).map((key) => (
        <div key={key}>
          <dt>{nameOf(key)}</dt>
          <dd>
            {editing === key ? (
              <Editor profile={profile} name={key} onDone={finish} />
            ) : (
              <>
                <bdi>{textOf(profile, key) || '–'}</bdi>
                <ActionIcon
                  size={24}
                  autoFocus={edited === key}
                  aria-label={t('edit', { what: nameOf(key) })}
                  onClick={() => setEditing(key)}
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

function keysOf({ attributes, others }: Profile, nameOf: (key: string) => string): string[] {
  // An attribute stands in a section of its own.
  const own = new Set(attributes.map(({ key }) => key));
  const keys = new Set(Object.keys(others).filter((key) => !own.has(key)));
  if (!namesOfReferee.some((key) => keys.has(key)) && !own.has('referee')) keys.add('referee');
  const place = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  return [...keys].sort((one, other) => place(one) - place(other) || nameOf(one).localeCompare(nameOf(other)));
}

function textOf({ others }: Profile, key: string): string {
  const value = Object.hasOwn(others, key) ? others[key] : null;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function Editor({ profile, name: key, onDone }: { profile: Profile; name: string; onDone: () => void }) {
  const text = useErrorText();
  const nameOf = useDetailName();
  const queryClient = useQueryClient();
  const [value, setValue] = useState(textOf(profile, key));
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/details', {
          params: { path: { applicationId: profile.id } },
          body: { key, value: value.trim() || null },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['application', profile.id] });
      onDone();
    },
  });
  const problem = save.error instanceof ApiError ? (save.error.fields.value ?? text(save.error)) : null;
  return (
    <InPlaceForm
      onSave={() => save.mutate()}
      saving={save.isPending}
      problem={problem ?? (save.error && text(save.error))}
      onDone={onDone}
    >
      <TextInput
        autoFocus
        aria-label={nameOf(key)}
        maxLength={4000}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={problem !== null}
      />
    </InPlaceForm>
  );
}
