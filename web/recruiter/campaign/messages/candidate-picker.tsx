import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { candidatesQuery } from '../queries.ts';

interface Props {
  campaignId: number;
  value: number | undefined;
  onChange: (applicationId: number | undefined) => void;
}

/** Whose tokens the previews show: a sample candidate's, or a real one's of this campaign. */
export function CandidatePicker({ campaignId, value, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const candidates = useQuery(candidatesQuery(campaignId, chosen?.label === q ? '' : q));
  const found = (candidates.data ?? []).map((one) => ({
    value: String(one.id),
    label: `${one.firstName} ${one.lastName}`.trim() || String(one.id),
  }));
  const data = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      size="xs"
      label={t('previewAs')}
      placeholder={t('sample')}
      data={data}
      // What was found on the server is not filtered again.
      filter={({ options }) => options}
      value={value === undefined ? null : String(value)}
      searchable
      clearable
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(option ? { value: option.value, label: option.label } : null);
        onChange(id ? Number(id) : undefined);
      }}
    />
  );
}
