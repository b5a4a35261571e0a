import { recordAudit } from '#accounts/audit.ts';
import { reachableCampaigns } from '#campaigns/policy.ts';
import { lockApplication, recordEvent, requireApplication } from '#candidates/applications.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { hintShare, issueToken, shareLink } from './links.ts';
import { mailShareLater } from './mails.ts';
import * as queries from './queries.ts';
import type { LinksQuery, MailBody, ShareBody, SharedLink, ShareView } from './schema.ts';
import { words } from './words.ts';

type ShareServices = Pick<Services, 'config' | 'hints' | 'jobs'>;

/** That still work, of one application. */
const mostActive = 20;

/** Makes a link to an application that this user reaches. It is told this once, and mailed to those who are named. */
export async function shareApplication(
  trx: Trx,
  services: ShareServices,
  session: Session,
  applicationId: number,
  body: ShareBody,
): Promise<{ share: ShareView; link: string }> {
  const { companyId, userId } = session;
  const application = await lockApplication(trx, session, applicationId);
  if ((await queries.countActive(trx, companyId, applicationId)) >= mostActive)
    throw conflict('too_many_shares', words.tooManyShares(mostActive));
  const shows = [...new Set(body.shows)];
  const shareId = await queries.insertShare(trx, session, applicationId, { ...body, shows });
  const link = shareLink(services.config, await issueToken(trx, companyId, shareId));
  await recordEvent(trx, application, { kind: 'shared', actor: 'user', userId, data: { shows } });
  const { candidate_id: candidateId } = application;
  const data = { applicationId, candidateId, shareId, shows, days: body.days, mails: body.emails.length };
  await recordAudit(trx, session, 'candidate-shared', data);
  if (body.emails.length > 0) await mailShareLater(trx, services, session, shareId, body);
  hintShare(trx, services.hints, companyId, applicationId);
  return { share: await readShare(trx, companyId, applicationId, shareId), link };
}

/** All of an application, the newest first. */
export async function listShares(trx: Trx, session: Session, applicationId: number): Promise<ShareView[]> {
  await requireApplication(trx, session, applicationId);
  return queries.listShares(trx, session.companyId, applicationId);
}

/** Of all applications that this user reaches, the newest first. */
export async function listLinks(
  trx: Trx,
  session: Session,
  query: LinksQuery,
): Promise<{ items: SharedLink[]; before: number | null }> {
  const reach = await reachableCampaigns(trx, session);
  const rows = await queries.pageOfShares(trx, session, reach, { ...query, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  return { items, before: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Mails a link that still works to further people. */
export async function mailShare(
  trx: Trx,
  services: ShareServices,
  session: Session,
  { applicationId, shareId }: { applicationId: number; shareId: number },
  body: MailBody,
): Promise<ShareView> {
  const { companyId } = session;
  const { candidate_id: candidateId } = await requireApplication(trx, session, applicationId);
  const share = await readShare(trx, companyId, applicationId, shareId);
  if (share.state !== 'active') throw conflict('share_over', words.notActive);
  await mailShareLater(trx, services, session, shareId, body);
  const data = { applicationId, candidateId, shareId, mails: body.emails.length };
  await recordAudit(trx, session, 'share-mailed', data);
  return readShare(trx, companyId, applicationId, shareId);
}

/** Ends a link at once, whoever made it. Once more is a success. */
export async function revokeShare(
  trx: Trx,
  services: ShareServices,
  session: Session,
  { applicationId, shareId }: { applicationId: number; shareId: number },
): Promise<void> {
  const { companyId, userId } = session;
  const application = await lockApplication(trx, session, applicationId);
  await readShare(trx, companyId, applicationId, shareId);
  if (!(await queries.revoke(trx, session, shareId))) return;
  await recordEvent(trx, application, { kind: 'share-revoked', actor: 'user', userId });
  await recordAudit(trx, session, 'share-revoked', {
    applicationId,
    candidateId: application.candidate_id,
    shareId,
  });
  hintShare(trx, services.hints, companyId, applicationId);
}

async function readShare(trx: Trx, companyId: number, applicationId: number, shareId: number): Promise<ShareView> {
  const [share] = await queries.listShares(trx, companyId, applicationId, shareId);
  if (!share) throw notFound('share');
  return share;
}
