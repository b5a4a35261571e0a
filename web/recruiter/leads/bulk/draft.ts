import type { paths } from '../../../api/schema.d.ts';

export type Act =
  | { kind: 'folder'; folder: string; name: string | null }
  | { kind: 'label' | 'assign' | 'message' | 'invitation' | 'pin' | 'stopBot' | 'resumeBot' | 'campaign' | 'delete' };

export type Action =
  paths['/api/bulk-actions/{bulkId}/start']['post']['requestBody']['content']['application/json']['action'];
export type Channel = Extract<Action, { kind: 'message' }>['channel'];

/** What one fills in, whichever act it is for. */
export interface Draft {
  notify: boolean;
  reasonId: number | undefined;
  labelId: number | null;
  /** The name of one that is to be made first. */
  newLabel: string | null;
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
  newLabel: null,
  on: true,
  campaignId: null,
  userId: null,
  channel: 'auto',
  subject: '',
  body: '',
  allowEmptyTokens: false,
};

export const needsSubject = ({ channel }: Draft) => channel === 'auto' || channel === 'email';
export const hasLabel = ({ labelId, newLabel }: Draft) => labelId !== null || newLabel !== null;

export function isComplete({ kind }: Act, draft: Draft): boolean {
  if (kind === 'label') return hasLabel(draft);
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

export interface FieldsProps {
  draft: Draft;
  onChange: (patch: Partial<Draft>) => void;
  /** It was tried with something left out, which its field says then. */
  tried: boolean;
}
