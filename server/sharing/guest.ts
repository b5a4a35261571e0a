import { createThrottle, networkOf } from '#accounts/throttle.ts';
import { recordEvent } from '#candidates/applications.ts';
import { type LinkTo, presentResume, responsesOf } from '#candidates/profile.ts';
import type { Attachment } from '#channels/channel.ts';
import { linkExpiry, readFileToken, signFile } from '#platform/blobs/download.ts';
import type { Config } from '#platform/config.ts';
import { hashToken } from '#platform/crypto.ts';
import { type Trx, withCompany, withSystem } from '#platform/db.ts';
import { conflict, RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { hintShare } from './links.ts';
import * as queries from './queries.ts';
import type { GuestView, VerdictBody } from './schema.ts';
import { words } from './words.ts';

const wrongLinks = createThrottle(20, words.wait);
const filePurpose = 'shared file';
const fileLifetimeMs = 10 * 60_000;
const mostVerdicts = 20;

/** The same for a link that never was, that has expired, that was revoked, and whose candidate is gone. */
const gone = () => new RuleError(404, 'not_found', words.gone);

/** Works on what this link shows. Throws `not_found` where it shows nothing, and 429 to a network that tries many such. */
export async function withShare<T>(
  services: Pick<Services, 'db'>,
  { token, ip }: { token: string; ip: string },
  work: (trx: Trx, share: queries.OpenShare) => Promise<T>,
): Promise<T> {
  const network = networkOf(ip);
  wrongLinks.check(network);
  const found = await withSystem(services.db, (trx) =>
    trx
      .selectFrom('share_tokens')
      .select(['company_id', 'share_id'])
      .where('hash', '=', hashToken(token))
      .executeTakeFirst(),
  );
  const opened = found
    ? await withCompany(services.db, found.company_id, async (trx) => {
        const share = await queries.findOpenShare(trx, found.company_id, found.share_id);
        return share && { value: await work(trx, share) };
      })
    : null;
  if (opened) return opened.value;
  wrongLinks.count(network);
  throw gone();
}

/** What the link's maker allowed, and nothing else. Counted as a view. */
export async function readShared(
  trx: Trx,
  { config }: Pick<Services, 'config'>,
  share: queries.OpenShare,
): Promise<GuestView> {
  const { company_id: companyId, application_id: applicationId, email, phone } = share;
  const shows = new Set(share.shows);
  const linkTo = linkToFiles(config, share);
  await queries.countView(trx, companyId, share.id);
  return {
    language: share.language,
    company: share.company,
    campaign: share.campaign,
    name: `${share.first_name} ${share.last_name}`.trim(),
    contact: shows.has('contact') ? { email, phone } : null,
    resume: shows.has('resume') ? { file: resumeOf(share, linkTo) } : null,
    responses: shows.has('responses') ? await responsesOf(trx, companyId, applicationId, linkTo) : null,
    chat: shows.has('chat') ? await chatOf(trx, config, share, linkTo) : null,
    comments: shows.has('comments') ? await commentsOf(trx, share) : null,
    mayPropose: share.may_propose,
    expiresAt: share.expires_at.toISOString(),
  };
}

/** Tells the recruiters what the guest would do; nothing moves by it. The same once more is a success. */
export async function propose(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  share: queries.OpenShare,
  body: VerdictBody,
): Promise<void> {
  if (!share.may_propose) throw conflict('no_verdict', words.noVerdict);
  const { count, known } = await queries.countVerdicts(trx, share, body);
  if (known) return;
  if (count >= mostVerdicts) throw conflict('too_many_verdicts', words.tooManyVerdicts);
  await queries.insertVerdict(trx, share, body);
  const { verdict, name, comment } = body;
  const application = await trx
    .selectFrom('applications')
    .selectAll()
    .where('company_id', '=', share.company_id)
    .where('id', '=', share.application_id)
    .executeTakeFirstOrThrow();
  const data = { verdict, name, comment };
  await recordEvent(trx, application, { kind: `guest-${verdict}`, actor: 'system', data });
  hintShare(trx, hints, share.company_id, share.application_id);
}

/** The file of a link that a page of a share was given: signed, short-lived, and only while the share is open. */
export async function findSharedFile({ db, config }: Pick<Services, 'db' | 'config'>, token: string) {
  const signed = readFileToken(config.secret, filePurpose, token);
  const [companyId, shareId] = signed?.boundTo ?? [];
  if (!signed || companyId === undefined || shareId === undefined) throw gone();
  const share = await withCompany(db, companyId, (trx) => queries.findOpenShare(trx, companyId, shareId));
  if (!share) throw gone();
  return signed.file;
}

function linkToFiles(config: Pick<Config, 'secret'>, { company_id, id }: queries.OpenShare): LinkTo {
  return ({ key, ...file }) => {
    const options = { ...file, expiresAt: linkExpiry(fileLifetimeMs) };
    return `/api/shared-files/${signFile(config.secret, filePurpose, key, options, [company_id, id])}`;
  };
}

function resumeOf(share: queries.OpenShare, linkTo: LinkTo) {
  const resume = presentResume(share, linkTo);
  return resume && { name: resume.name, url: resume.downloadUrl };
}

async function chatOf(trx: Trx, config: Config, share: queries.OpenShare, linkTo: LinkTo) {
  const from = { candidate: 'candidate', bot: 'bot', system: 'bot', user: 'team' } as const;
  return (await queries.messagesOf(trx, share)).map(({ created_at, author, body, attachments }) => ({
    at: created_at.toISOString(),
    from: from[author as keyof typeof from] ?? 'bot',
    text: withoutSecrets(body, config, share),
    files: (attachments as unknown as Attachment[]).map(({ key, name, contentType }) => ({
      name,
      contentType,
      url: linkTo({ key, filename: name, contentType, disposition: 'inline' }),
    })),
  }));
}

async function commentsOf(trx: Trx, share: queries.OpenShare) {
  const rows = await queries.commentsOf(trx, share);
  return rows.map(({ at, name, body }) => ({ at: at.toISOString(), by: name ?? '', text: body }));
}

/** A link of ours, by whichever name the program was reached when it was sent. */
const ownLink = /\/[cjuw]\/[\w.%-]{16,}/i;

/** Messages hold links by which one is the candidate, or their code; whoever looks on is to have neither. */
function withoutSecrets(text: string, { publicUrl }: Pick<Config, 'publicUrl'>, share: queries.OpenShare): string {
  const isSecret = (word: string) => word.includes(`${publicUrl}/`) || ownLink.test(word);
  const words = text.split(/(\s+)/).map((word) => {
    const rest = isSecret(word) ? word.replace(/https?:\/\/[^)\]>]+/gi, '…') : word;
    return isSecret(rest) ? '…' : rest;
  });
  return words.join('').replaceAll(share.access_code, '…');
}
