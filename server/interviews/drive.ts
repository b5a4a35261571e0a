import { sql } from 'kysely';
import { type ApplicationRow, recordEvent } from '#candidates/applications.ts';
import { fillByAnswer } from '#candidates/attributes/application.ts';
import { touchApplications } from '#conversations/activity.ts';
import { byMessenger, eventMessages, tokenValues } from '#conversations/event-messages.ts';
import { outboxHint, outboxHintFor, queueMessagesInTrx } from '#conversations/queue.ts';
import { loadRecipients, loadTemplates } from '#conversations/recipients.ts';
import { findLastSaid, withoutRepeats } from '#conversations/sending/repeats.ts';
import { substitute } from '#conversations/tokens.ts';
import { afterCommit, prepared, type Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Question } from './definition.ts';
import { advanceAll, initialState } from './engine/advance.ts';
import type { Effect, EngineEvent, RecordedAnswer } from './engine/types.ts';
import { createSession, type InterviewSession, readSession, saveSession } from './sessions.ts';
import { numberedOn, type Place, type Said, saidBy, spokenMessages } from './spoken.ts';

export type DriveServices = Pick<Services, 'config' | 'hints'>;

/**
 * Lets the bot act on what the candidate did, in the transaction of the caller, who holds the conversation and the
 * application. The interview begins with the first event; it goes on where the candidate is now, with the question once
 * more where that was asked elsewhere, or where `askAgain` says so. Does nothing for an application without a campaign.
 */
export async function driveInterview(
  trx: Trx,
  services: DriveServices,
  application: ApplicationRow,
  place: Place,
  events: EngineEvent[],
  options: { askAgain?: boolean } = {},
): Promise<void> {
  const session = (await readSession(trx, application.company_id, application.id)) ?? (await begin(trx, application));
  if (!session) return;
  const here = session.channel === place.channel && !options.askAgain;
  const before = here ? session.state : { ...session.state, chatAsked: null };
  // Nothing is left to ask; who wants to begin once more is told so, like somebody who writes.
  const over = options.askAgain && session.completedAt !== null;
  const told = over
    ? events.map((event): EngineEvent => (event.kind === 'opened' ? { ...event, kind: 'text', text: '' } : event))
    : events;
  const { state, effects } = advanceAll({ ...session, numbered: numberedOn(place.channel) }, before, told);
  await apply(trx, services, application, session, place, effects);
  const completed = effects.find((effect) => effect.kind === 'completed');
  await saveSession(trx, session, {
    state,
    channel: place.channel,
    ...(completed ? { completedAt: new Date(completed.at) } : {}),
  });
}

async function begin(trx: Trx, application: ApplicationRow): Promise<InterviewSession | null> {
  const session = await createSession(trx, application, initialState);
  if (session) {
    await recordEvent(trx, application, {
      kind: 'interview-started',
      actor: 'candidate',
      data: { version: session.version },
    });
  }
  return session;
}

export async function apply(
  trx: Trx,
  services: DriveServices,
  application: ApplicationRow,
  session: InterviewSession,
  place: Place,
  effects: Effect[],
): Promise<void> {
  const said = await filled(trx, services, application, saidBy(effects));
  const spoken = spokenMessages(application, said, place);
  await queueMessagesInTrx(trx, application.company_id, spoken);
  await touchApplications(trx, application.company_id, spoken);
  if (spoken.length > 0 && place.channel !== 'webchat')
    afterCommit(trx, () => services.hints.publish(outboxHintFor(place.channel)));
  for (const effect of effects) {
    if (effect.kind === 'record') await recordAnswer(trx, application, session, effect.answer);
    else if (effect.kind === 'progress') await recordProgress(trx, application, effect);
    else if (effect.kind === 'hand-over') {
      await recordEvent(trx, application, { kind: 'hand-over', actor: 'bot', data: { questionId: effect.questionId } });
    } else if (effect.kind === 'completed')
      await complete(trx, services, application, session, place, new Date(effect.at));
  }
}

/** What the bot says, with the tokens of the interview's texts filled in for this candidate. */
async function filled(
  trx: Trx,
  services: DriveServices,
  { company_id: companyId, id }: ApplicationRow,
  said: Said[],
): Promise<Said[]> {
  // Most of what the bot says holds no token, and then nothing is read.
  if (!said.some(({ text }) => text.includes('<%'))) return said;
  const recipient = (await loadRecipients(trx, services.config, companyId, [id])).get(id);
  const values = recipient ? tokenValues(recipient) : {};
  return said.map((one) => ({ ...one, text: substitute(one.text, values) }));
}

async function recordAnswer(
  trx: Trx,
  application: ApplicationRow,
  { definition }: InterviewSession,
  answer: RecordedAnswer,
): Promise<void> {
  const recorded = await trx
    .insertInto('answers')
    .values({
      company_id: application.company_id,
      application_id: application.id,
      question_id: answer.questionId,
      position: answer.position,
      kind: answer.kind,
      text: 'text' in answer ? answer.text : null,
      number: answer.kind === 'number' ? answer.number : null,
      choice_id: answer.kind === 'choice' ? answer.choiceId : null,
      blob_key: answer.kind === 'audio' ? answer.blobKey : null,
      content_type: answer.kind === 'audio' ? answer.contentType : null,
      duration_ms: answer.kind === 'audio' ? Math.round(answer.durationMs) : null,
      answered_at: answer.at,
    })
    .onConflict((on) => on.columns(['company_id', 'application_id', 'question_id']).doNothing())
    .returning('question_id')
    .modifyEnd(prepared)
    .executeTakeFirst();
  const question = definition.questions.find(({ id }) => id === answer.questionId);
  if (recorded && question?.attribute)
    await fillByAnswer(trx, application, question.attribute, saidIn(question, answer));
}

function saidIn({ choices = [] }: Question, answer: RecordedAnswer): string {
  if (answer.kind === 'number') return String(answer.number);
  if (answer.kind === 'choice') return choices.find(({ id }) => id === answer.choiceId)?.label ?? '';
  return answer.kind === 'text' ? answer.text : '';
}

async function recordProgress(
  trx: Trx,
  application: ApplicationRow,
  { answered, total, attempted, half }: Extract<Effect, { kind: 'progress' }>,
): Promise<void> {
  const reached = [...(attempted ? ['attempted'] : []), ...(half ? ['half'] : [])];
  for (const label of reached) {
    await sql`
      insert into application_labels (company_id, application_id, label_id)
      select company_id, ${application.id}, id from labels
      where company_id = ${application.company_id} and automatic = ${label}
      on conflict do nothing ${prepared}`.execute(trx);
    await recordEvent(trx, application, { kind: label, actor: 'candidate', data: { answered, total } });
  }
}

/** A recruiter who has decided already keeps the last word: only who was still waiting moves by itself. */
const foldersBefore = new Set(['inbox', 'no_response']);

async function complete(
  trx: Trx,
  services: DriveServices,
  application: ApplicationRow,
  session: InterviewSession,
  place: Place,
  at: Date,
): Promise<void> {
  const { company_id: companyId, id, folder: from } = application;
  const moves = foldersBefore.has(from);
  await trx
    .updateTable('applications')
    .set({ completed_at: at, ...(moves ? { folder: 'completed' } : {}) })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute();
  await removeProgress(trx, application);
  const data = moves ? { from, to: 'completed' } : {};
  await recordEvent(trx, application, { kind: 'completed', actor: 'candidate', data });
  await sendCompletion(trx, services, application, session, place);
}

/** How far somebody came says nothing once they have come to the end. */
async function removeProgress(trx: Trx, { company_id: companyId, id }: ApplicationRow): Promise<void> {
  await sql`
    delete from application_labels where company_id = ${companyId} and application_id = ${id} and label_id in (
      select id from labels where company_id = ${companyId} and automatic in ('attempted', 'half')) ${prepared}`.execute(
    trx,
  );
}

async function sendCompletion(
  trx: Trx,
  services: DriveServices,
  application: ApplicationRow,
  session: InterviewSession,
  place: Place,
): Promise<void> {
  const { company_id: companyId, id, campaign_id: campaignId } = application;
  const recipient = (await loadRecipients(trx, services.config, companyId, [id])).get(id);
  if (!recipient || campaignId === null) return;
  const templates = await loadTemplates(trx, companyId, campaignId);
  const said = substitute(session.definition.closing.text, tokenValues(recipient)).trim();
  const messages = byMessenger(eventMessages({ ...recipient, event: 'completion', templates }), place)
    // The closing prompt has just been said; nobody is thanked twice in the same words, wherever that is.
    .filter((message) => message.body.trim() !== said)
    // Where they are at this moment it answers them; elsewhere it keeps to the company's hours.
    .map((message) => ({ ...message, atOnce: message.channel === place.channel }));
  const last = await findLastSaid(trx, companyId, [application.candidate_id]);
  await queueMessagesInTrx(trx, companyId, withoutRepeats(last, messages));
  if (messages.length > 0) afterCommit(trx, () => services.hints.publish(outboxHint));
}
