import { Checkbox, SegmentedControl, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useLabelName } from '../label-name.ts';
import { campaignsQuery, labelsQuery } from '../queries.ts';
import { ReasonField } from '../reason-field.tsx';
import type { Act, FieldsProps } from './draft.ts';
import { MessageFields } from './message-fields.tsx';

export function ActFields({ act, ...fields }: FieldsProps & { act: Act }) {
  const { t } = useTranslation('bulk');
  const { draft, onChange, tried } = fields;
  switch (act.kind) {
    case 'folder':
      return act.folder === 'shortlisted' || act.folder === 'rejected' ? (
        <>
          <ReasonField
            folder={act.folder}
            value={draft.reasonId}
            onChange={(reasonId) => onChange({ reasonId })}
            missing={tried && draft.reasonId === undefined}
          />
          <Checkbox
            label={t('dialog.notify')}
            description={t('dialog.notifyNote')}
            checked={draft.notify}
            onChange={(event) => onChange({ notify: event.currentTarget.checked })}
          />
        </>
      ) : null;
    case 'label':
      return <LabelFields {...fields} />;
    case 'assign':
      return <AssignFields {...fields} />;
    case 'message':
      return <MessageFields {...fields} />;
    case 'campaign':
      return <CampaignFields {...fields} />;
    case 'delete':
      return <Text size="sm">{t('dialog.deleteNote')}</Text>;
    case 'invitation':
      return <Text size="sm">{t('dialog.invitationNote')}</Text>;
    case 'pin':
      return <Text size="sm">{t('dialog.pinNote')}</Text>;
    default:
      return null;
  }
}

/** Stands in the list for no colleague. */
const nobody = '';

function LabelFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const labelName = useLabelName();
  const { data } = useQuery(labelsQuery);
  const possible = data?.filter(({ automatic }) => !draft.on || automatic === null) ?? [];
  return (
    <>
      <SegmentedControl
        value={draft.on ? 'on' : 'off'}
        onChange={(value) => onChange({ on: value === 'on', labelId: null })}
        data={[
          { value: 'on', label: t('dialog.labelOn') },
          { value: 'off', label: t('dialog.labelOff') },
        ]}
      />
      <Select
        label={t('dialog.labelField')}
        placeholder={t('dialog.labelPlaceholder')}
        data={possible.map((label) => ({ value: String(label.id), label: labelName(label) }))}
        value={draft.labelId === null ? null : String(draft.labelId)}
        onChange={(value) => onChange({ labelId: value === null ? null : Number(value) })}
        searchable
        error={tried && draft.labelId === null && t('dialog.missing')}
      />
    </>
  );
}

function CampaignFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { data } = useQuery(campaignsQuery);
  return (
    <Select
      label={t('dialog.campaignField')}
      description={t('dialog.campaignNote')}
      placeholder={t('dialog.campaignPlaceholder')}
      data={(data ?? []).map(({ id, title }) => ({ value: String(id), label: title }))}
      value={draft.campaignId === null ? null : String(draft.campaignId)}
      onChange={(value) => onChange({ campaignId: value === null ? null : Number(value) })}
      searchable
      error={tried && draft.campaignId === null && t('dialog.missing')}
    />
  );
}

function AssignFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { data } = useQuery({ queryKey: ['team'], queryFn: () => unwrap(api.GET('/api/team')) });
  const people = (data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={t('dialog.assignee')}
      description={t('dialog.assignNote')}
      data={[{ value: nobody, label: t('dialog.nobody') }, ...people]}
      value={draft.userId}
      onChange={(userId) => onChange({ userId })}
      searchable
      error={tried && draft.userId === null && t('dialog.missing')}
    />
  );
}
