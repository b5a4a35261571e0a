import { sql } from 'kysely';
import { photoUrl } from '#accounts/photos.ts';
import { reachableCampaigns, reaches } from '#campaigns/policy.ts';
import { invitationChannels } from '#conversations/invitation.ts';
import { chatLink } from '#interviews/links.ts';
import { answersOf, interviewOf } from '#interviews/responses.ts';
import { linkExpiry, signedPath } from '#platform/blobs/download.ts';
import type { Trx } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { type ApplicationRow, requireApplication } from './applications.ts';
import { attributesOf } from './attributes/application.ts';
import { toItem } from './lists.ts';
import { listMerges } from './merge/merge.ts';
import { loadItems } from './queries.ts';

type Questions = { questions: { id: string; text: string; type: string; choices?: { id: string; label: string }[] }[] };

const linkLifetimeMs = 15 * 60_000;

/** Everything the profile panel shows, and what can be done now. */
export async function readProfile(trx: Trx, services: Services, session: Session, applicationId: number) {
  const application = await requireApplication(trx, session, applicationId);
  const [row] = await loadItems(trx, session.companyId, [applicationId]);
  if (!row) throw notFound('application');
  const interview = await interviewOf(trx, session.companyId, applicationId);
  const answers = await answersOf(trx, session.companyId, applicationId);
  const state = botState(interview);
  return {
    ...toItem(row),
    unconfirmedEmail: await unconfirmedEmail(trx, application, row.email),
    photoUrl: photoUrl(services.config, await photoKeyOf(trx, application)),
    resume: presentResume(application, linkByBlob(services)),
    others: application.others as Record<string, unknown>,
    attributes: await attributesOf(trx, application),
    bot: { state, stoppedBy: interview?.stopped_by ?? null },
    chatLink: interview
      ? chatLink(services.config, {
          companyId: session.companyId,
          applicationId,
          linkVersion: application.link_version,
        })
      : null,
    accessCode: application.access_code,
    interview: interview
      ? { answered: answers.length, total: (interview.definition as Questions).questions.length }
      : null,
    actions: actions(application.folder, state, await invitationChannels(trx, services.config, application)),
    merges: await listMerges(trx, session.companyId, application.candidate_id),
    otherApplications: await otherApplications(trx, session, application.candidate_id, applicationId),
  };
}

/** Makes an address of a file: for whom, and how long it holds, is the caller's to say. */
export type LinkTo = (file: {
  key: string;
  filename: string;
  contentType: string;
  disposition: 'inline' | 'attachment';
}) => string;

export function linkByBlob({ config }: Pick<Services, 'config'>): LinkTo {
  return ({ key, ...file }) => signedPath(config.secret, key, { ...file, expiresAt: linkExpiry(linkLifetimeMs) });
}

/** The name ends in what the file was found to be when it came in. */
export function presentResume(
  { resume_key: key, resume_name: name }: Pick<ApplicationRow, 'resume_key' | 'resume_name'>,
  linkTo: LinkTo,
): { name: string; url: string; downloadUrl: string; shows: 'pdf' | 'text' | 'image' | 'none' } | null {
  if (!key) return null;
  const filename = name ?? 'resume';
  const ending = /\.(pdf|txt|jpe?g|png|webp)$/i.exec(filename)?.[1]?.toLowerCase();
  const link = (disposition: 'inline' | 'attachment') =>
    linkTo({ key, filename, contentType: 'application/octet-stream', disposition });
  return {
    name: filename,
    url: link('inline'),
    downloadUrl: link('attachment'),
    shows: ending ? shownAs(ending) : 'none',
  };
}

function shownAs(ending: string): 'pdf' | 'text' | 'image' {
  if (ending === 'pdf') return 'pdf';
  return ending === 'txt' ? 'text' : 'image';
}

/** Of the address that they have; of one who has none, of that which their mail claims. Plan: a probe of each table's index. */
async function unconfirmedEmail(
  trx: Trx,
  { company_id: companyId, candidate_id: id }: ApplicationRow,
  email: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select c.value from (
      select value from candidate_contacts where company_id = ${companyId} and candidate_id = ${id} and kind = 'claimed_email'
      union
      select value from claimed_contacts where company_id = ${companyId} and candidate_id = ${id} and kind = 'email'
    ) c
    where (${email}::text is null or lower(${email}) = c.value) and not exists (
      select from candidate_contacts k
      where k.company_id = ${companyId} and k.kind = 'email' and k.value = c.value and k.candidate_id = ${id})
    order by c.value limit 1`.execute(trx);
  return rows[0]?.value ?? null;
}

async function photoKeyOf(trx: Trx, { company_id, candidate_id }: ApplicationRow): Promise<string | null> {
  const row = await trx
    .selectFrom('candidates')
    .select('photo_key')
    .where('company_id', '=', company_id)
    .where('id', '=', candidate_id)
    .executeTakeFirst();
  return row?.photo_key ?? null;
}

type BotState = 'not-started' | 'running' | 'stopped' | 'completed';

function botState(interview: Awaited<ReturnType<typeof interviewOf>>): BotState {
  if (!interview?.started_at) return 'not-started';
  if (interview.completed_at) return 'completed';
  return interview.stopped_at ? 'stopped' : 'running';
}

/** What the screen offers: a possible action, or the code of the reason why not. */
function actions(folder: string, bot: BotState, invitation: Awaited<ReturnType<typeof invitationChannels>>) {
  const unless = (reason: string | false) => (reason ? { possible: false, reason } : { possible: true });
  return {
    shortlist: unless(folder === 'shortlisted' && 'already_there'),
    hold: unless(folder === 'on_hold' && 'already_there'),
    reject: unless(folder === 'rejected' && 'already_there'),
    hire: unless(folder === 'hired' && 'already_there'),
    sendInvitationSms: unless(invitation.reason ?? (!invitation.channels.includes('sms') && 'no_address')),
    sendInvitationWhatsapp: unless(invitation.reason ?? (!invitation.channels.includes('whatsapp') && 'no_address')),
    sendInvitationEmail: unless(invitation.reason ?? (!invitation.channels.includes('email') && 'no_address')),
    stopBot: unless(bot !== 'running' && 'bot_not_running'),
    resumeBot: unless(bot !== 'stopped' && 'bot_not_stopped'),
  };
}

async function otherApplications(trx: Trx, session: Session, candidateId: number, applicationId: number) {
  const reach = await reachableCampaigns(trx, session);
  const rows = await trx
    .selectFrom('applications as a')
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'a.company_id').onRef('c.id', '=', 'a.campaign_id'),
    )
    .select(['a.id', 'a.campaign_id', 'c.title', 'a.folder', 'a.added_at'])
    .where('a.company_id', '=', session.companyId)
    .where('a.candidate_id', '=', candidateId)
    .where('a.id', '<>', applicationId)
    .orderBy('a.id', 'desc')
    .limit(50)
    .execute();
  return rows
    .filter((row) => reaches(reach, row.campaign_id))
    .map((row) => ({ id: row.id, campaignTitle: row.title, folder: row.folder, addedAt: row.added_at.toISOString() }));
}

/** Question by question, with the answer where there is one. */
export async function readResponses(trx: Trx, services: Services, session: Session, applicationId: number) {
  await requireApplication(trx, session, applicationId);
  return responsesOf(trx, session.companyId, applicationId, linkByBlob(services));
}

/** The same of an application that the caller has found. */
export async function responsesOf(trx: Trx, companyId: number, applicationId: number, linkTo: LinkTo) {
  const interview = await interviewOf(trx, companyId, applicationId);
  if (!interview) return [];
  const answers = new Map(
    (await answersOf(trx, companyId, applicationId)).map((answer) => [answer.question_id, answer]),
  );
  return (interview.definition as Questions).questions.map((question, position) => {
    const answer = answers.get(question.id);
    return {
      questionId: question.id,
      question: question.text,
      type: question.type,
      position,
      answer: answer
        ? {
            kind: answer.kind,
            text: answer.text,
            number: answer.number,
            choiceLabel: question.choices?.find((choice) => choice.id === answer.choice_id)?.label ?? null,
            audioUrl: answer.blob_key
              ? linkTo({
                  key: answer.blob_key,
                  filename: `answer-${position + 1}`,
                  contentType: answer.content_type ?? 'application/octet-stream',
                  disposition: 'inline',
                })
              : null,
            contentType: answer.content_type,
            durationMs: answer.duration_ms,
            transcript: answer.transcript,
            answeredAt: answer.answered_at.toISOString(),
          }
        : null,
    };
  });
}
