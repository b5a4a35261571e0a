import { sql } from 'kysely';
import { photoUrl } from '#accounts/photos.ts';
import { reachableCampaigns } from '#campaigns/policy.ts';
import { type ApplicationRow, requireApplication } from '#candidates/applications.ts';
import { presentAttachment } from '#channels/attachments.ts';
import type { Attachment, ChannelKind } from '#channels/channel.ts';
import { connectedKinds } from '#channels/connections.ts';
import { limitsOf } from '#channels/limits.ts';
import { isSandboxed } from '#channels/registry.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import type { TimelineItem } from './schema.ts';
import { zonesOfAddress } from './sending/hold.ts';
import { words } from './words.ts';

type TimelineServices = Pick<Services, 'config'>;

/**
 * What was said and what happened, in order: the candidate's messages and comments (of the campaigns that this user
 * reaches), and this application's events. A page back in time for each cursor.
 */
export async function readTimeline(
  trx: Trx,
  services: TimelineServices,
  session: Session,
  applicationId: number,
  page: { before?: string | undefined; limit: number },
): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const application = await requireApplication(trx, session, applicationId);
  const before = page.before === undefined ? null : decodeCursor(page.before);
  const rows = await readRows(trx, session, application, before, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const context = { config: services.config, connected: await connectedKinds(trx, session.companyId) };
  return {
    items: shown.reverse().map((row) => present(row, context)),
    nextCursor: rows.length > page.limit && last ? encodeCursor(last) : null,
  };
}

type Row = {
  rank: number;
  id: number;
  micros: number;
  at: Date;
  user_id: string | null;
  user_name: string | null;
  photo_key: string | null;
  content: Record<string, unknown>;
};

/** Of the same moment, what happened stands before what was said about it. A candidate's rows are few, so they are sorted. */
async function readRows(
  trx: Trx,
  session: Session,
  application: ApplicationRow,
  before: Position | null,
  limit: number,
): Promise<Row[]> {
  const { company_id: companyId, id, candidate_id: candidateId } = application;
  const reach = await reachableCampaigns(trx, session);
  // What was said about an application that is deleted outlives it; whose campaign it was can not be told any more.
  const reached = (alias: string) =>
    reach === 'all'
      ? sql`true`
      : sql`(${sql.ref(`${alias}.application_id`)} is null or exists (
          select from applications about
          where about.company_id = ${companyId} and about.id = ${sql.ref(`${alias}.application_id`)}
            and (about.campaign_id is null or about.campaign_id = any (${reach}::bigint[]))))`;
  const { rows } = await sql<Row>`
    select t.rank, t.id, t.at, t.content, (extract(epoch from t.at) * 1000000)::bigint as micros,
      t.user_id, u.name as user_name, u.photo_key
    from (
      select 0 as rank, e.id, e.at, e.user_id,
        jsonb_build_object('kind', e.kind, 'actor', e.actor, 'data', e.data) as content
      from application_events e where e.company_id = ${companyId} and e.application_id = ${id} 
        and e.kind <> all (array['commented', 'photo-changed', 'photo-removed', 'resume-added', 'resume-replaced', 'resume-removed'])
      union all
      select 1, m.id, m.created_at, m.user_id, jsonb_build_object('applicationId', m.application_id,
        'direction', m.direction, 'author', m.author, 'channel', m.channel, 'purpose', m.purpose, 'subject', m.subject,
        'body', m.body, 'choices', m.prompt -> 'choices', 'attachments', m.attachments, 'status', m.status, 'errorCode', m.error_code,
        'errorDetail', m.error_detail, 'providerId', m.provider_id, 'clientKey', m.client_key,
        'hasOriginal', m.html is not null, 'unconfirmed', m.unconfirmed,
        'from', case when m.direction = 'in' and m.channel = 'email' and not exists (
          select from candidates p where p.company_id = m.company_id and p.id = m.candidate_id
            and lower(p.email) = m.to_address) then m.to_address end,
        'to', m.to_address, 'notBefore', case when m.status = 'queued' then (
          select to_json(o.not_before) from outbox o
          where o.company_id = m.company_id and o.message_id = m.id and o.not_before > now()) end)
      from messages m where m.company_id = ${companyId} and m.candidate_id = ${candidateId} and ${reached('m')}
      union all
      select 2, c.id, c.at, c.user_id, jsonb_build_object('body', c.body)
      from comments c join applications about on about.company_id = c.company_id and about.id = c.application_id
      where c.company_id = ${companyId} and c.candidate_id = ${candidateId} and ${reached('c')}
    ) t
    left join users u on u.company_id = ${companyId} and u.id = t.user_id
    where ${
      before
        ? sql`(t.at, t.rank, t.id) < (timestamptz 'epoch' + ${before.micros} * interval '1 microsecond', ${before.rank}::int, ${before.id}::bigint)`
        : sql`true`
    }
    order by t.at desc, t.rank desc, t.id desc limit ${limit}`.execute(trx);
  return rows;
}

type Context = { config: Services['config']; connected: ReadonlySet<ChannelKind> };

function present(row: Row, context: Context): TimelineItem {
  const { config } = context;
  const at = row.at.toISOString();
  const user =
    row.user_id === null
      ? null
      : { id: row.user_id, name: row.user_name ?? '', photoUrl: photoUrl(config, row.photo_key) };
  if (row.rank === 0) {
    const { kind, actor, data } = row.content as { kind: string; actor: 'user'; data: Record<string, unknown> };
    return { type: 'event', id: row.id, at, kind, actor, user, data };
  }
  if (row.rank === 2) return { type: 'comment', id: row.id, at, user, body: String(row.content.body) };
  return presentMessage(row, at, user, context);
}

type MessageContent = Pick<
  Extract<TimelineItem, { type: 'message' }>,
  | 'applicationId'
  | 'direction'
  | 'author'
  | 'channel'
  | 'purpose'
  | 'subject'
  | 'body'
  | 'status'
  | 'from'
  | 'hasOriginal'
  | 'unconfirmed'
> & {
  choices: { label: string }[] | null;
  attachments: Attachment[];
  errorCode: string | null;
  errorDetail: string | null;
  providerId: string | null;
  clientKey: string | null;
  to: string | null;
  notBefore: string | null;
};

function presentMessage(
  row: Row,
  at: string,
  user: Extract<TimelineItem, { type: 'message' }>['user'],
  context: Context,
): TimelineItem {
  const { errorCode, errorDetail, providerId, clientKey, choices, attachments, to, notBefore, ...content } =
    row.content as MessageContent;
  return {
    type: 'message',
    id: row.id,
    at,
    user,
    ...content,
    choices: tappedBeneath(content, choices),
    attachments: attachments.map((attachment) => presentAttachment(attachment, context.config)),
    error: errorCode ? { code: errorCode, detail: errorDetail ?? '' } : null,
    clientKey: content.author === 'user' ? (clientKey?.split(':')[1] ?? null) : null,
    canRetry: content.direction === 'out' && (content.status === 'failed' || content.status === 'unknown'),
    heldUntil: notBefore ? presentHold(content.channel, to, notBefore, errorCode) : null,
    sandbox: content.direction === 'out' && wentToSandbox(content.channel, providerId, context),
  };
}

/** What could be tapped beneath it; where nothing can be, the choices stand in the text with their numbers. */
function tappedBeneath(
  { channel, body }: Pick<MessageContent, 'channel' | 'body'>,
  choices: MessageContent['choices'],
) {
  const labels = choices?.map(({ label }) => label) ?? [];
  return labels.length > 0 && limitsOf(channel).tappable(body, labels) ? labels : [];
}

/** Where they may be in several zones, no clock is theirs for sure. */
function presentHold(channel: ChannelKind, to: string | null, notBefore: string, code: string | null) {
  const reason = code === 'prefix_limit' ? ('prefix_limit' as const) : ('hours' as const);
  const zones = zonesOfAddress(channel, to);
  return { at: new Date(notBefore).toISOString(), timeZone: zones.length === 1 ? (zones[0] ?? null) : null, reason };
}

function wentToSandbox(channel: ChannelKind, providerId: string | null, { config, connected }: Context): boolean {
  return providerId === null ? isSandboxed(config, connected, channel) : providerId.startsWith('sandbox-');
}

type Position = { micros: number; rank: number; id: number };

function encodeCursor({ micros, rank, id }: Position): string {
  return [micros, rank, id].map((part) => part.toString(36)).join('.');
}

function decodeCursor(text: string): Position {
  const parts = /^([0-9a-z]{1,11})\.([012])\.([0-9a-z]{1,11})$/.exec(text);
  if (!parts) throw invalidField('before', words.wrongCursor);
  return { micros: parseInt(parts[1] ?? '', 36), rank: Number(parts[2]), id: parseInt(parts[3] ?? '', 36) };
}
