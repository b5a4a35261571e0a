import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { useLabelName } from '../label-name.ts';
import { labelsQuery } from '../queries.ts';
import { type FieldsProps, hasLabel } from './draft.ts';

const mostLetters = 60;
/** What a label that is to be made has in the list instead of an id. */
const newOne = (name: string) => `new:${name}`;

/** Which label is put on or taken off; one that is put on can be made with it. */
export function LabelFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation(['bulk', 'leads']);
  const labelName = useLabelName();
  const { data, isPending } = useQuery(labelsQuery);
  const [typed, setTyped] = useState('');
  const { on, labelId, newLabel } = draft;
  const making = (name: string) => t('leads:newLabel', { name });
  const known = [newLabel ? making(newLabel) : '', ...(data ?? []).flatMap((one) => [one.name, labelName(one)])];
  const name = typed.trim().toLocaleLowerCase();
  const isNew = on && data && !known.some((one) => one.toLocaleLowerCase() === name);
  const names = [...new Set([newLabel ?? '', isNew ? typed.trim() : ''])].filter(Boolean);
  return (
    <>
      <SegmentedControl
        value={on ? 'on' : 'off'}
        onChange={(value) => onChange({ on: value === 'on', labelId: null, newLabel: null })}
        data={[
          { value: 'on', label: t('dialog.labelOn') },
          { value: 'off', label: t('dialog.labelOff') },
        ]}
      />
      {isPending ? (
        <SkeletonRows count={1} />
      ) : (
        <Select
          label={t('dialog.labelField')}
          placeholder={t('dialog.labelPlaceholder')}
          data={[
            ...(data ?? [])
              .filter(({ automatic }) => !on || automatic === null)
              .map((label) => ({ value: String(label.id), label: labelName(label) })),
            ...names.map((one) => ({ value: newOne(one), label: making(one) })),
          ]}
          value={newLabel ? newOne(newLabel) : labelId === null ? null : String(labelId)}
          onChange={(value) => {
            const made = names.find((one) => newOne(one) === value);
            onChange(
              made
                ? { labelId: null, newLabel: made }
                : { labelId: value === null ? null : Number(value), newLabel: null },
            );
          }}
          onSearchChange={setTyped}
          maxLength={mostLetters}
          searchable
          selectFirstOptionOnChange
          autoFocus
          data-autofocus
          error={tried && !hasLabel(draft) && t('dialog.missing')}
        />
      )}
    </>
  );
}
