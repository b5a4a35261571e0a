import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import type { Profile } from '../queries.ts';
import { InPlaceForm } from './in-place-form.tsx';
import classes from './profile.module.css';

const fields = ['firstName', 'lastName', 'email', 'phone', 'source'] as const;
const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }));
type Field = (typeof fields)[number];

/** Name, contacts and source, each edited where it stands: Enter saves, Escape leaves it as it was. */
export function EditableFields({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['profile', 'leads']);
  const [editing, setEditing] = useState<Field | null>(null);
  // Who is done by keyboard goes on from there.
  const [edited, setEdited] = useState<Field | null>(null);
  function finish(): void {
    setEdited(editing);
    setEditing(null);
  }
  return (
    <dl className={classes.data}>
      {fields.map((field) => (
        <div key={field}>
          <dt>{t(`fields.${field}`)}</dt>
          <dd>
            {editing === field ? (
              <FieldEditor profile={profile} field={field} onDone={finish} />
            ) : (
              <>
                <Shown profile={profile} field={field} />
                {profile[field] && (field === 'email' || field === 'phone') && (
                  <CopyButton value={profile[field]} what={t(`fields.${field}`)} />
                )}
                <ActionIcon
                  size={24}
                  autoFocus={edited === field}
                  aria-label={t('edit', { what: t(`fields.${field}`) })}
                  onClick={() => setEditing(field)}
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

/** What is known of it; of an e-mail address also that nobody vouches for it. */
function Shown({ profile, field }: { profile: Profile; field: Field }) {
  const { t } = useTranslation('profile');
  if (field !== 'email' || !profile.unconfirmedEmail) return <bdi>{profile[field] || '–'}</bdi>;
  return (
    <span>
      <bdi>{profile.email ?? profile.unconfirmedEmail}</bdi>
      <Text size="xs" c="var(--mantine-color-amber-light-color)">
        {t('unconfirmed')}
      </Text>
    </span>
  );
}

function FieldEditor({ profile, field, onDone }: { profile: Profile; field: Field; onDone: () => void }) {
  const { t } = useTranslation(['profile', 'leads']);
  const text = useErrorText();
  const queryClient = useQueryClient();
  const [value, setValue] = useState(profile[field] ?? '');
  const [merging, setMerging] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/applications/{applicationId}', {
          params: { path: { applicationId: profile.id } },
          body: { [field]: value.trim() },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['application', profile.id] });
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
      onDone();
    },
  });
  const taken = save.error instanceof ApiError && save.error.code === 'address_taken';
  const problem = save.error instanceof ApiError ? (save.error.fields[field] ?? text(save.error)) : null;

  return (
    <>
      <InPlaceForm
        onSave={() => save.mutate()}
        saving={save.isPending}
        problem={
          problem && (
            <>
              {problem} {taken && t('taken')}
            </>
          )
        }
        onDone={onDone}
        more={
          taken && (
            <Button size="compact-sm" variant="subtle" onClick={() => setMerging(true)}>
              {t('mergeWithThem')}
            </Button>
          )
        }
      >
        <TextInput
          autoFocus
          aria-label={t(`fields.${field}`)}
          type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={problem !== null}
        />
      </InPlaceForm>
      {merging && (
        <Suspense fallback={<DialogComes />}>
          <MergeDialog profile={profile} opened onClose={() => setMerging(false)} search={value.trim()} />
        </Suspense>
      )}
    </>
  );
}
