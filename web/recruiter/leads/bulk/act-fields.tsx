import { Checkbox, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { campaignsQuery } from '../queries.ts';
import { ReasonField } from '../reason-field.tsx';
import type { Act, FieldsProps } from './draft.ts';
import { LabelFields } from './label-fields.tsx';
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

function CampaignFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { data, isPending } = useQuery(campaignsQuery);
  if (isPending) return <SkeletonRows count={1} />;
  return (
    <Select
      label={t('dialog.campaignField')}
      description={t('dialog.campaignNote')}
      placeholder={t('dialog.campaignPlaceholder')}
      data={(data ?? []).map(({ id, title }) => ({ value: String(id), label: title }))}
      value={draft.campaignId === null ? null : String(draft.campaignId)}
      onChange={(value) => onChange({ campaignId: value === null ? null : Number(value) })}
      searchable
      selectFirstOptionOnChange
      autoFocus
      data-autofocus
      error={tried && draft.campaignId === null && t('dialog.missing')}
    />
  );
}

function AssignFields({ draft, onChange, tried }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { data, isPending } = useQuery({ queryKey: ['team'], queryFn: () => unwrap(api.GET('/api/team')) });
  if (isPending) return <SkeletonRows count={1} />;
  const people = (data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={t('dialog.assignee')}
      description={t('dialog.assignNote')}
      data={[{ value: nobody, label: t('dialog.nobody') }, ...people]}
      value={draft.userId}
      onChange={(userId) => onChange({ userId })}
      searchable
      selectFirstOptionOnChange
      autoFocus
      data-autofocus
      error={tried && draft.userId === null && t('dialog.missing')}
    />
  );
}
