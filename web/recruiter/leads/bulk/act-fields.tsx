import { Checkbox, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.d.ts';
import { quickRepliesQuery } from '../../quick-replies/queries.ts';
import { useLabelName } from '../label-name.ts';
import { campaignsQuery, labelsQuery } from '../queries.ts';
import { ReasonField } from '../reason-field.tsx';
import type { Act } from './bulk-dialog.tsx';

export type Action =
  paths['/api/bulk-actions/{bulkId}/start']['post']['requestBody']['content']['application/json']['action'];
type Channel = Extract<Action, { kind: 'message' }>['channel'];

const channels = ['auto', 'sms', 'email', 'whatsapp', 'messenger', 'wechat', 'webchat'] as const satisfies Channel[];
const nobody = '';

/** What one fills in, whichever act it is for. */
export interface Draft {
  notify: boolean;
  reasonId: number | undefined;
  labelId: number | null;
  on: boolean;
  campaignId: number | null;
  /** Null: not chosen yet; empty: nobody. */
  userId: string | null;
  channel: Channel;
  subject: string;
  body: string;
  allowEmptyTokens: boolean;
}

export const firstDraft: Draft = {
  notify: false,
  reasonId: undefined,
  labelId: null,
  on: true,
  campaignId: null,
  userId: null,
  channel: 'auto',
  subject: '',
  body: '',
  allowEmptyTokens: false,
};

const needsSubject = ({ channel }: Draft) => channel === 'auto' || channel === 'email';

export function isComplete({ kind }: Act, draft: Draft): boolean {
  if (kind === 'label') return draft.labelId !== null;
  if (kind === 'campaign') return draft.campaignId !== null;
  if (kind === 'assign') return draft.userId !== null;
  if (kind === 'message') return draft.body.trim() !== '' && (!needsSubject(draft) || draft.subject.trim() !== '');
  return true;
}

export function toAction(act: Act, draft: Draft): Action {
  const { labelId, on, userId, channel, subject, body, allowEmptyTokens } = draft;
  switch (act.kind) {
    case 'folder':
      return {
        kind: 'folder',
        folder: act.folder,
        notify: draft.notify,
        ...(draft.reasonId !== undefined && { reasonId: draft.reasonId }),
      };
    case 'label':
      return { kind: 'label', labelId: labelId ?? 0, on };
    case 'assign':
      return { kind: 'assign', userId: userId || null };
    case 'message':
      return { kind: 'message', channel, body, allowEmptyTokens, ...(needsSubject(draft) && { subject }) };
    case 'campaign':
      return { kind: 'campaign', campaignId: draft.campaignId ?? 0 };
    case 'stopBot':
    case 'resumeBot':
      return { kind: 'bot', on: act.kind === 'resumeBot' };
    default:
      return { kind: act.kind };
  }
}

interface Props {
  act: Act;
  draft: Draft;
  onChange: (patch: Partial<Draft>) => void;
}

export function ActFields({ act, draft, onChange }: Props) {
  const { t } = useTranslation('bulk');
  switch (act.kind) {
    case 'folder':
      return act.folder === 'shortlisted' || act.folder === 'rejected' ? (
        <>
          <ReasonField
            folder={act.folder}
            value={draft.reasonId}
            onChange={(reasonId) => onChange({ reasonId })}
            missing={false}
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
      return <LabelFields draft={draft} onChange={onChange} />;
    case 'assign':
      return <AssignFields draft={draft} onChange={onChange} />;
    case 'message':
      return <MessageFields draft={draft} onChange={onChange} />;
    case 'campaign':
      return <CampaignFields draft={draft} onChange={onChange} />;
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

type FieldsProps = Omit<Props, 'act'>;

function LabelFields({ draft, onChange }: FieldsProps) {
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
      />
    </>
  );
}

function CampaignFields({ draft, onChange }: FieldsProps) {
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
    />
  );
}

function AssignFields({ draft, onChange }: FieldsProps) {
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
    />
  );
}

function MessageFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation('bulk');
  const { t: channelName } = useTranslation('leads');
  const { data: replies } = useQuery(quickRepliesQuery);
  return (
    <Stack gap="sm">
      <Select
        label={t('dialog.channel')}
        data={channels.map((value) => ({
          value,
          label: value === 'auto' ? t('dialog.auto') : channelName(`channels.${value}`),
        }))}
        value={draft.channel}
        onChange={(channel) => channel && onChange({ channel: channel as Channel })}
        allowDeselect={false}
      />
      {replies && replies.length > 0 && (
        <Select
          label={t('dialog.quickReply')}
          data={replies.map(({ id, title }) => ({ value: String(id), label: title }))}
          value={null}
          onChange={(id) => onChange({ body: replies.find((reply) => String(reply.id) === id)?.body ?? draft.body })}
          searchable
        />
      )}
      {needsSubject(draft) && (
        <TextInput
          label={t('dialog.subject')}
          description={draft.channel === 'auto' ? t('dialog.subjectNote') : undefined}
          maxLength={300}
          value={draft.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={t('dialog.text')}
        description={t('dialog.textNote')}
        autosize
        minRows={4}
        maxRows={12}
        value={draft.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
        autoFocus
      />
      <Checkbox
        label={t('dialog.allowEmpty')}
        checked={draft.allowEmptyTokens}
        onChange={(event) => onChange({ allowEmptyTokens: event.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        {t('dialog.messageNote')}
      </Text>
    </Stack>
  );
}
