import { Button, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import type { Profile } from '../queries.ts';
import { type InPlaceInput, InPlaceList } from './in-place-list.tsx';

const fields = ['firstName', 'lastName', 'email', 'phone', 'source'] as const;
const inputTypes = { firstName: 'text', lastName: 'text', email: 'email', phone: 'tel', source: 'text' };
const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }));
type Field = (typeof fields)[number];

/** Name, contacts and source, each edited where it stands. */
export function EditableFields({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const rows = fields.map((field) => ({
    key: field,
    name: t(`fields.${field}`),
    value: profile[field] ?? '',
    shown: <Shown profile={profile} field={field} />,
    input: ({ onChange, ...props }: InPlaceInput) => (
      <TextInput {...props} type={inputTypes[field]} onChange={(event) => onChange(event.currentTarget.value)} />
    ),
    save: ({ value, seen }: { value: string; seen: string }) =>
      unwrap(
        api.PATCH('/api/applications/{applicationId}', {
          params: { path: { applicationId: profile.id } },
          body: { [field]: value.trim(), seen: { [field]: seen } },
        }),
      ),
    errorField: field,
    besides: (error: unknown) => (isTaken(error) ? t('taken') : null),
    more: (error: unknown, value: string) => isTaken(error) && <Merge profile={profile} search={value.trim()} />,
  }));
  return <InPlaceList applicationId={profile.id} rows={rows} />;
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'address_taken';
}

/** What is known of it; of an e-mail address also that nobody vouches for it. */
function Shown({ profile, field }: { profile: Profile; field: Field }) {
  const { t } = useTranslation('profile');
  const contact = field === 'email' || field === 'phone' ? profile[field] : null;
  return (
    <>
      {field === 'email' && profile.unconfirmedEmail ? (
        <span>
          <bdi>{profile.email ?? profile.unconfirmedEmail}</bdi>
          <Text size="xs" c="var(--mantine-color-amber-light-color)">
            {t('unconfirmed')}
          </Text>
        </span>
      ) : (
        <bdi>{profile[field] || '–'}</bdi>
      )}
      {contact && <CopyButton value={contact} what={t(`fields.${field}`)} />}
    </>
  );
}

/** Whoever has the address already is perhaps the same person. */
function Merge({ profile, search }: { profile: Profile; search: string }) {
  const { t } = useTranslation('profile');
  const [merging, setMerging] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setMerging(true)}>
        {t('mergeWithThem')}
      </Button>
      {merging && (
        <Suspense fallback={<DialogComes />}>
          <MergeDialog profile={profile} opened onClose={() => setMerging(false)} search={search} />
        </Suspense>
      )}
    </>
  );
}
