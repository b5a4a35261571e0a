import { ActionIcon, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import { edits, type InPlaceEdit, keepEdit } from './in-place-edits.ts';
import { InPlaceForm } from './in-place-form.tsx';
import classes from './profile.module.css';

export interface InPlaceInput {
  'aria-label': string;
  autoFocus: boolean;
  error: boolean;
  value: string;
  onChange: (value: string) => void;
}

export interface InPlaceRow {
  /** Unlike any other of the application. */
  key: string;
  name: string;
  /** What stands there, as it is typed. */
  value: string;
  shown: ReactNode;
  input: (props: InPlaceInput) => ReactNode;
  /** `seen` goes with it, so that what a colleague changed meanwhile is not overwritten. */
  save: (edit: InPlaceEdit) => Promise<unknown>;
  /** Under which name the API says what is wrong with it. */
  errorField: string;
  /** More to do about what was typed, where it was refused. */
  more?: (error: unknown, value: string) => ReactNode;
  /** Said behind what is wrong with it. */
  besides?: (error: unknown) => string | null;
}

/**
 * Values that are edited where they stand: Enter saves, Escape leaves it as it was. What was typed and neither saved nor
 * given up waits while one looks at another candidate.
 */
export function InPlaceList({ applicationId, rows }: { applicationId: number; rows: InPlaceRow[] }) {
  const { t } = useTranslation('profile');
  const [editing, setEditing] = useState<string | null>(null);
  // Who is done by keyboard goes on from there.
  const [edited, setEdited] = useState<string | null>(null);
  const kept = edits.use(applicationId);
  function finish(key: string): void {
    keepEdit(applicationId, key, null);
    setEdited(key);
    setEditing((now) => (now === key ? null : now));
  }
  return (
    <dl className={classes.data}>
      {rows.map((row) => (
        <div key={row.key}>
          <dt>{row.name}</dt>
          <dd>
            {editing === row.key || Object.hasOwn(kept, row.key) ? (
              <Editor
                applicationId={applicationId}
                row={row}
                kept={kept[row.key]}
                autoFocus={editing === row.key}
                onChange={(edit) => {
                  // Typed back to what stood there it is no edit, and still open.
                  setEditing(row.key);
                  keepEdit(applicationId, row.key, edit);
                }}
                onDone={() => finish(row.key)}
              />
            ) : (
              <>
                {row.shown}
                <ActionIcon
                  size={24}
                  autoFocus={edited === row.key}
                  aria-label={t('edit', { what: row.name })}
                  onClick={() => setEditing(row.key)}
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

interface EditorProps {
  applicationId: number;
  row: InPlaceRow;
  kept: InPlaceEdit | undefined;
  autoFocus: boolean;
  onChange: (edit: InPlaceEdit) => void;
  onDone: () => void;
}

function Editor({ applicationId, row, kept, autoFocus, onChange, onDone }: EditorProps) {
  const { t } = useTranslation('profile');
  const text = useErrorText();
  const queryClient = useQueryClient();
  // A colleague's correction may come in while one types.
  const [begun] = useState(row.value);
  const { seen, value } = kept ?? { seen: begun, value: begun };
  const save = useMutation({
    mutationFn: row.save,
    onSuccess: async () => {
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
      await queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
      onDone();
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['application', applicationId] }),
  });
  const fields = save.error instanceof ApiError ? save.error.fields : {};
  const overwritable = save.error instanceof ApiError && save.error.code === 'edited_meanwhile';
  const problem = save.error && [fields[row.errorField] ?? text(save.error), row.besides?.(save.error)];

  return (
    <InPlaceForm
      onSave={() => (value === seen ? onDone() : save.mutate({ seen, value }))}
      saving={save.isPending}
      problem={problem?.filter(Boolean).join(' ')}
      onDone={onDone}
      more={
        <>
          {overwritable && (
            <Button size="compact-sm" variant="subtle" onClick={() => save.mutate({ seen: fields.now ?? '', value })}>
              {t('overwrite')}
            </Button>
          )}
          {save.error && row.more?.(save.error, value)}
        </>
      }
    >
      {row.input({
        'aria-label': row.name,
        autoFocus,
        error: Boolean(save.error),
        value,
        onChange: (next) => onChange({ seen, value: next }),
      })}
    </InPlaceForm>
  );
}
