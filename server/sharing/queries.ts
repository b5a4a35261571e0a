import { sql } from 'kysely';
import type { Reach } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import type { LinksQuery, Part, ShareBody, SharedLink, ShareView, VerdictBody } from './schema.ts';

export async function insertShare(
  trx: Trx,
  { companyId, userId }: Session,
  applicationId: number,
  { shows, mayPropose, days }: Pick<ShareBody, 'shows' | 'mayPropose' | 'days'>,
): Promise<number> {
  const { id } = await trx
    .insertInto('shares')
    .values({
      company_id: companyId,
      application_id: applicationId,
      user_id: userId,
      shows,
      may_propose: mayPropose,
      expires_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function countActive(trx: Trx, companyId: number, applicationId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('shares')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('application_id', '=', applicationId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Plan: shares_application, then a probe of share_mails_share and share_verdicts_share each. */
export async function listShares(
  trx: Trx,
  companyId: number,
  applicationId: number,
  shareId: number | null = null,
): Promise<ShareView[]> {
  const { rows } = await sql<ShareView>`
    select ${shown} from shares s join applications a on a.company_id = s.company_id and a.id = s.application_id
      left join users u on u.company_id = s.company_id and u.id = s.user_id
    where s.company_id = ${companyId} and s.application_id = ${applicationId}
      and (${shareId}::bigint is null or s.id = ${shareId}::bigint)
    order by s.id desc limit 100`.execute(trx);
  return rows;
}

/**
 * Links of all applications in reach, the newest first. Plan: the primary key of shares backwards from where the last page
 * ended, or for few campaigns shares_application, or shares_user for one's own; a probe of the application's primary key each.
 * Among 200,000 links 5 to 20 ms; 40 ms where it goes through all of them to find that there are no more.
 */
export async function pageOfShares(
  trx: Trx,
  { companyId, userId }: Session,
  reach: Reach,
  { state, mine, before, limit }: LinksQuery,
): Promise<SharedLink[]> {
  const { rows } = await sql<SharedLink>`
    select ${shown}, ${iso('s.revoked_at')} as "revokedAt", (select r.name from users r
        where r.company_id = s.company_id and r.id = s.revoked_by) as "revokedBy",
      a.id as "applicationId", concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, '')) as candidate,
      ca.title as campaign
    from shares s join applications a on a.company_id = s.company_id and a.id = s.application_id
      join candidates c on c.company_id = a.company_id and c.id = a.candidate_id
      left join campaigns ca on ca.company_id = a.company_id and ca.id = a.campaign_id
      left join users u on u.company_id = s.company_id and u.id = s.user_id
    where s.company_id = ${companyId} and ${reach === 'all' ? sql`true` : sql`a.campaign_id = any (${reach}::bigint[])`}
      and ${state ? inState[state] : sql`true`} and ${mine ? sql`s.user_id = ${userId}::uuid` : sql`true`}
      and ${before === undefined ? sql`true` : sql`s.id < ${before}::bigint`}
    order by s.id desc limit ${limit}`.execute(trx);
  return rows;
}

/** False where it was revoked before. */
export async function revoke(trx: Trx, { companyId, userId }: Session, shareId: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('shares')
    .set({ revoked_at: sql<Date>`now()`, revoked_by: userId })
    .where('company_id', '=', companyId)
    .where('id', '=', shareId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export type OpenShare = NonNullable<Awaited<ReturnType<typeof findOpenShare>>>;

/** Who made a link vouches for it: it ends when they leave the team, or no longer reach the candidate. */
const makerReaches = sql<boolean>`exists (
  select from users u where u.company_id = s.company_id and u.id = s.user_id and u.deactivated_at is null
    and (u.role = 'owner' or exists (
      select from campaign_members m
      where m.company_id = u.company_id and m.user_id = u.id and m.campaign_id = a.campaign_id)))`;

const iso = (moment: string) => sql`to_char(${sql.ref(moment)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What a `shareView` has, of `s`, its application `a` and its maker `u`. */
const shown = sql`
  s.id, s.shows, s.may_propose as "mayPropose", u.name as by, s.views, ${iso('s.created_at')} as "createdAt",
  ${iso('s.expires_at')} as "expiresAt", ${iso('s.last_seen_at')} as "lastSeenAt",
  case when s.revoked_at is not null or not ${makerReaches} then 'revoked' when s.expires_at <= now() then 'expired' else 'active' end as state,
  coalesce((select jsonb_agg(jsonb_build_object('to', m.to_address, 'state', m.state) order by m.id) from share_mails m
    where m.company_id = s.company_id and m.share_id = s.id), '[]') as mails,
  coalesce((select jsonb_agg(jsonb_build_object('verdict', v.verdict, 'name', v.name, 'comment', v.comment,
      'at', ${iso('v.at')}) order by v.id desc) from share_verdicts v
    where v.company_id = s.company_id and v.share_id = s.id), '[]') as proposals`;

/** As `state` in `shown` says it. */
const inState = {
  active: sql<boolean>`s.revoked_at is null and s.expires_at > now() and ${makerReaches}`,
  expired: sql<boolean>`s.revoked_at is null and s.expires_at <= now() and ${makerReaches}`,
  revoked: sql<boolean>`(s.revoked_at is not null or not ${makerReaches})`,
};

/** One that has not ended, with its application; that of a deleted campaign is hidden. */
export async function findOpenShare(trx: Trx, companyId: number, shareId: number) {
  const row = await trx
    .selectFrom('shares as s')
    .innerJoin('applications as a', (join) =>
      join.onRef('a.company_id', '=', 's.company_id').onRef('a.id', '=', 's.application_id'),
    )
    .innerJoin('candidates as c', (join) =>
      join.onRef('c.company_id', '=', 'a.company_id').onRef('c.id', '=', 'a.candidate_id'),
    )
    .innerJoin('companies as co', 'co.id', 's.company_id')
    .leftJoin('campaigns as ca', (join) =>
      join.onRef('ca.company_id', '=', 'a.company_id').onRef('ca.id', '=', 'a.campaign_id'),
    )
    .select(['s.id', 's.company_id', 's.application_id', 's.shows', 's.may_propose', 's.expires_at'])
    .select(['c.first_name', 'c.last_name', 'c.email', 'c.phone', 'a.candidate_id', 'a.access_code'])
    .select(['a.resume_key', 'a.resume_name', 'co.name as company', 'ca.title as campaign'])
    .select((e) => e.fn.coalesce('ca.language', 'co.language').as('language'))
    .where('s.company_id', '=', companyId)
    .where('s.id', '=', shareId)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .where(makerReaches)
    .executeTakeFirst();
  return row ? { ...row, shows: row.shows as Part[] } : null;
}

export async function countView(trx: Trx, companyId: number, shareId: number): Promise<void> {
  await sql`
    update shares set views = views + 1, last_seen_at = now() where company_id = ${companyId} and id = ${shareId}`.execute(
    trx,
  );
}

const mostMessages = 1000;

/** What was said about this very application, in order; of a long conversation the newest. */
export async function messagesOf(trx: Trx, { company_id, candidate_id, application_id }: OpenShare) {
  const newest = await trx
    .selectFrom('messages')
    .select(['id', 'created_at', 'direction', 'author', 'body', 'attachments'])
    .where('company_id', '=', company_id)
    .where('candidate_id', '=', candidate_id)
    .where('application_id', '=', application_id)
    .orderBy('id', 'desc')
    .limit(mostMessages)
    .execute();
  return newest.reverse();
}

export async function commentsOf(trx: Trx, { company_id, candidate_id, application_id }: OpenShare) {
  return trx
    .selectFrom('comments as c')
    .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'c.company_id').onRef('u.id', '=', 'c.user_id'))
    .select(['c.at', 'c.body', 'u.name'])
    .where('c.company_id', '=', company_id)
    .where('c.candidate_id', '=', candidate_id)
    .where('c.application_id', '=', application_id)
    .orderBy('c.id')
    .limit(mostMessages)
    .execute();
}

/** How many there are of a share, and whether this one is among them; whoever asks next waits until this transaction ends. */
export async function countVerdicts(trx: Trx, { company_id, id }: OpenShare, { verdict, name, comment }: VerdictBody) {
  await sql`select from shares where company_id = ${company_id} and id = ${id} for no key update`.execute(trx);
  const { rows } = await sql<{ count: number; known: boolean }>`
    select count(*)::int as count,
      coalesce(bool_or(verdict = ${verdict} and name = ${name} and comment = ${comment}), false) as known
    from share_verdicts where company_id = ${company_id} and share_id = ${id}`.execute(trx);
  return rows[0] ?? { count: 0, known: false };
}

export async function insertVerdict(trx: Trx, { company_id, id }: OpenShare, body: VerdictBody): Promise<void> {
  await trx
    .insertInto('share_verdicts')
    .values({ company_id, share_id: id, ...body })
    .execute();
}

/** Mails of the last hour; whoever asks next waits until this transaction ends. Plan: share_mails_company. */
export async function countMails(trx: Trx, { companyId, userId }: Session) {
  await oneAtATime(trx, companyId, 'share mails');
  const { rows } = await sql<{ ofUser: number; ofCompany: number }>`
    select count(*) filter (where user_id = ${userId})::int as "ofUser", count(*)::int as "ofCompany"
    from share_mails where company_id = ${companyId} and created_at > now() - interval '1 hour'`.execute(trx);
  return rows[0] as { ofUser: number; ofCompany: number };
}

export async function insertMails(
  trx: Trx,
  { companyId, userId }: Session,
  shareId: number,
  addresses: string[],
  note: string | null,
): Promise<number[]> {
  const rows = await trx
    .insertInto('share_mails')
    .values(
      addresses.map((to_address) => ({ company_id: companyId, share_id: shareId, user_id: userId, to_address, note })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** One that waits; null where it is sent, or its share is gone. */
export async function findWaitingMail(trx: Trx, companyId: number, mailId: number) {
  const row = await trx
    .selectFrom('share_mails as m')
    .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'm.company_id').onRef('u.id', '=', 'm.user_id'))
    .select(['m.id', 'm.share_id', 'm.to_address', 'm.note', 'u.name as sender'])
    .where('m.company_id', '=', companyId)
    .where('m.id', '=', mailId)
    .where('m.state', '=', 'waiting')
    .executeTakeFirst();
  return row ?? null;
}

export async function settleMail(trx: Trx, companyId: number, mailId: number, state: 'sent' | 'failed'): Promise<void> {
  await trx
    .updateTable('share_mails')
    .set({ state })
    .where('company_id', '=', companyId)
    .where('id', '=', mailId)
    .execute();
}
