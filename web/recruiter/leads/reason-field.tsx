import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { reasonsQuery } from '../move-reasons/queries.ts';

/** The reasons that can be given for a move to this folder, and whether one must be. Undefined while they are loaded. */
export function useReasons(folder: string) {
  const { data, isPending } = useQuery(reasonsQuery);
  if (isPending) return undefined;
  const open = (data?.reasons ?? []).filter((reason) => reason.folder === folder && !reason.archived);
  return { open, required: open.length > 0 && data?.required[folder as 'rejected'] === true };
}

interface Props {
  folder: string;
  value: number | undefined;
  onChange: (reasonId: number | undefined) => void;
  /** Said where it was left out. */
  missing: boolean;
}

/** Why somebody is moved; nothing where the company has given no reasons to choose from. */
export function ReasonField({ folder, value, onChange, missing }: Props) {
  const { t } = useTranslation('leads');
  const reasons = useReasons(folder);
  if (!reasons || reasons.open.length === 0) return null;
  const { open, required } = reasons;
  return (
    <Select
      label={t('reason.label')}
      placeholder={t(required ? 'reason.choose' : 'reason.none')}
      required={required}
      data={open.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value === undefined ? null : String(value)}
      onChange={(id) => onChange(id === null ? undefined : Number(id))}
      clearable={!required}
      searchable
      nothingFoundMessage={t('reason.nothingFound')}
      error={missing && t('reason.missing')}
      openOnFocus={false}
      // Whether it is there when the dialog opens or comes afterwards.
      {...(required && { autoFocus: true, 'data-autofocus': true })}
    />
  );
}
