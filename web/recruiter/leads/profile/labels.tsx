import { ActionIcon, Combobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { LabelChip } from '../../../ui/label-chip.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useLabelName } from '../label-name.ts';
import { labelsQuery, type Profile } from '../queries.ts';
import classes from './profile.module.css';
import { SearchPicker, useSearchPicker } from './search-picker.tsx';

interface Props {
  profile: Profile;
  /** Lists all that carry this label. */
  onLabel: (labelId: number) => void;
}

/** The labels of a candidate; + adds one of the company's, or a new one. */
export function Labels({ profile, onLabel }: Props) {
  const { t } = useTranslation('leads');
  const labelName = useLabelName();
  const change = useLabelChange(profile.id);
  return (
    <div className={classes.labels} role="group" aria-label={t('labelsTitle')}>
      {profile.labels.map((label) => (
        <LabelChip
          key={label.id}
          name={labelName(label)}
          color={label.color}
          onClick={() => onLabel(label.id)}
          onRemove={label.automatic ? undefined : () => change.mutate({ remove: label.id })}
        />
      ))}
      <LabelAdder present={profile.labels.map(({ id }) => id)} onAdd={(choice) => change.mutate(choice)} />
    </div>
  );
}

type Change = { remove: number } | { add: number } | { create: string };

function useLabelChange(applicationId: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change) => {
      const labelId =
        'create' in change
          ? (await unwrap(api.POST('/api/labels', { body: { name: change.create } }))).id
          : 'add' in change
            ? change.add
            : change.remove;
      const params = { path: { applicationId, labelId } };
      if ('remove' in change)
        await unwrap(api.DELETE('/api/applications/{applicationId}/labels/{labelId}', { params }));
      else await unwrap(api.PUT('/api/applications/{applicationId}/labels/{labelId}', { params }));
    },
    onError: (error) => toast.error(error),
    onSettled: () => {
      for (const queryKey of [['application', applicationId], ['applications'], ['labels']])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
}

function LabelAdder({ present, onAdd }: { present: number[]; onAdd: (change: Change) => void }) {
  const { t } = useTranslation('leads');
  const picker = useSearchPicker();
  const { data } = useQuery({ ...labelsQuery, enabled: picker.opened });
  const { typed } = picker;
  const lower = typed.toLocaleLowerCase();
  const options = (data ?? []).filter(
    ({ id, name, automatic }) => !automatic && !present.includes(id) && name.toLocaleLowerCase().includes(lower),
  );
  const isNew = typed.length > 0 && !(data ?? []).some(({ name }) => name.toLocaleLowerCase() === lower);
  return (
    <SearchPicker
      picker={picker}
      target={
        <ActionIcon
          size={24}
          variant="default"
          aria-label={t('addLabel')}
          data-label-adder
          onClick={() => picker.combobox.toggleDropdown()}
        >
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
      }
      names={{ dialog: t('addLabel'), search: t('labelSearch'), options: t('labelsTitle') }}
      most={{ length: 60, height: 220 }}
      width={220}
      onPick={(value) => onAdd(value === 'new' ? { create: typed.slice(0, 60) } : { add: Number(value) })}
      nothing={options.length > 0 || isNew ? null : t('noLabels')}
    >
      {options.map(({ id, name }) => (
        <Combobox.Option key={id} value={String(id)}>
          {name}
        </Combobox.Option>
      ))}
      {isNew && <Combobox.Option value="new">{t('newLabel', { name: typed })}</Combobox.Option>}
    </SearchPicker>
  );
}
