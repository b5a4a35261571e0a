import { type InterviewDefinition, interviewDefinition, recommendedQuestions } from '#interviews/definition.ts';
import { claimBlobs } from '#platform/blobs/loose.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalid, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { wordsOfIssue } from '#platform/http/issues.ts';
import type { Services } from '#platform/services.ts';
import { audioKeys, isAudioOf } from './audio.ts';
import { requireCampaign } from './policy.ts';
import { audioKeysUsed } from './queries.ts';
import { words } from './words.ts';

/** Why this interview may lose candidates, as a code that the screen has words for. */
export function interviewWarning(definition: unknown): string | null {
  const { questions } = definition as { questions: unknown[] };
  return questions.length > recommendedQuestions ? 'many_questions' : null;
}

/**
 * Saves an edited interview as a new version; applications under way keep theirs. `edited` is the version that the editor
 * had open: somebody else's newer one is never overrun.
 */
export async function saveInterview(
  trx: Trx,
  services: Pick<Services, 'blobs'>,
  session: Session,
  campaignId: number,
  edited: number,
  input: unknown,
): Promise<number> {
  await requireCampaign(trx, session, campaignId);
  const parsed = interviewDefinition.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => [issue.path.join('.'), wordsOfIssue(issue)]);
    throw invalid(words.interviewRefused, Object.fromEntries(fields));
  }
  const added = await checkAudio(trx, services, session.companyId, campaignId, edited, parsed.data);
  const row = await trx
    .selectFrom('campaigns')
    .select('interview_version')
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('campaign');
  if (row.interview_version !== edited) throw conflict('changed_meanwhile', words.changedMeanwhile);
  await claimAudio(trx, session.companyId, added);
  const version = edited + 1;
  await trx
    .insertInto('interviews')
    .values({
      company_id: session.companyId,
      campaign_id: campaignId,
      version,
      definition: JSON.stringify(parsed.data),
      created_by: session.userId,
    })
    .execute();
  await trx
    .updateTable('campaigns')
    .set({ interview_version: version, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .execute();
  return version;
}

type AudioKey = ReturnType<typeof audioKeys>[number];

/**
 * The sound files that the version before did not have. Throws for one that is none. The store is asked before anything is
 * locked: it may be far away.
 */
async function checkAudio(
  trx: Trx,
  services: Pick<Services, 'blobs'>,
  companyId: number,
  campaignId: number,
  edited: number,
  definition: InterviewDefinition,
): Promise<AudioKey[]> {
  const before = await trx
    .selectFrom('interviews')
    .select('definition')
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .where('version', '=', edited)
    .executeTakeFirst();
  const known = new Set(before ? audioKeys(before.definition as InterviewDefinition).map(({ key }) => key) : []);
  const added = audioKeys(definition).filter(({ key }) => !known.has(key));
  for (const audio of added) if (!(await isAudioOf(services, companyId, audio.key))) throw noAudio(audio);
  return added;
}

/** One that another interview of the company has may be had here as well. */
async function claimAudio(trx: Trx, companyId: number, added: AudioKey[]): Promise<void> {
  const keys = added.map(({ key }) => key);
  const claimed = await claimBlobs(trx, companyId, keys);
  const used = await audioKeysUsed(
    trx,
    companyId,
    keys.filter((key) => !claimed.has(key)),
  );
  const lost = added.find(({ key }) => !claimed.has(key) && !used.has(key));
  if (lost) throw noAudio(lost);
}

function noAudio({ at }: AudioKey) {
  return invalidField(at, words.audioGone);
}
