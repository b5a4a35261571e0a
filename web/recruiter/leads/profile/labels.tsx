import { ActionIcon, Combobox, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { LabelChip } from '../../../ui/label-chip.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useLabelName } from '../label-name.ts';
import { labelsQuery, type Profile } from '../queries.ts';
import classes from './profile.module.css';

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
  const [text, setText] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setText(''),
  });
  const { data } = useQuery({ ...labelsQuery, enabled: combobox.dropdownOpened });
  const typed = text.trim();
  const options = (data ?? []).filter(
    ({ id, name, automatic }) =>
      !automatic && !present.includes(id) && name.toLocaleLowerCase().includes(typed.toLocaleLowerCase()),
  );
  const isNew =
    typed.length > 0 && !(data ?? []).some(({ name }) => name.toLocaleLowerCase() === typed.toLocaleLowerCase());

  function submit(value: string): void {
    onAdd(value === 'new' ? { create: typed.slice(0, 60) } : { add: Number(value) });
    combobox.closeDropdown();
    combobox.focusTarget();
  }

  return (
    <Combobox store={combobox} onOptionSubmit={submit} width={220} position="bottom-start">
      <Combobox.Target targetType="button">
        <ActionIcon
          size={24}
          variant="default"
          aria-label={t('addLabel')}
          data-label-adder
          onClick={() => combobox.toggleDropdown()}
        >
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
      </Combobox.Target>
      <Combobox.Dropdown>
        <div role="dialog" aria-label={t('addLabel')}>
          <Combobox.Search
            size="xs"
            aria-label={t('labelSearch')}
            placeholder={t('labelSearch')}
            value={text}
            maxLength={60}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
          />
          {options.length > 0 || isNew ? (
            <Combobox.Options mt={4} mah={220} style={{ overflowY: 'auto' }} aria-label={t('labelsTitle')}>
              {options.map(({ id, name }) => (
                <Combobox.Option key={id} value={String(id)}>
                  {name}
                </Combobox.Option>
              ))}
              {isNew && <Combobox.Option value="new">{t('newLabel', { name: typed })}</Combobox.Option>}
            </Combobox.Options>
          ) : (
            <Combobox.Empty>{t('noLabels')}</Combobox.Empty>
          )}
        </div>
      </Combobox.Dropdown>
    </Combobox>
  );
}
