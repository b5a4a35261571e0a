import type { ApplicationRow } from '#candidates/applications.ts';
import type { InboundPayload } from '#channels/arrival.ts';
import type { Attachment } from '#channels/channel.ts';
import { phrasesOf } from '#interviews/engine/phrases/phrases.ts';
import { readSession } from '#interviews/sessions.ts';
import { prepared, type Trx } from '#platform/db.ts';
import { excerpt } from './activity.ts';
import type { Conversation, WaitingEvent } from './inbound-events.ts';

/** What came in becomes a message of the conversation, with these files; its application shows that there is something new. */
export async function storeMessage(
  trx: Trx,
  { companyId, candidateId }: Conversation,
  application: ApplicationRow | null,
  event: WaitingEvent,
  files: Attachment[],
): Promise<void> {
  const body = await bodyOf(trx, companyId, application, event.payload);
  await trx
    .insertInto('messages')
    .values({
      company_id: companyId,
      candidate_id: candidateId,
      application_id: event.applicationId,
      direction: 'in',
      author: 'candidate',
      channel: event.channel,
      // Some channels let one answer a tap for less long than a message.
      purpose: event.payload.kind === 'opened' ? 'opened' : 'message',
      subject: event.payload.kind === 'mail' ? event.payload.subject || null : null,
      body,
      html: event.payload.kind === 'mail' ? event.payload.html : null,
      unconfirmed: event.payload.kind === 'mail' && event.payload.unconfirmed === true,
      attachments: JSON.stringify(files),
      // Of what came in it is the address that it came from.
      to_address: event.address,
      ...lostFiles(event.payload),
      status: 'received',
      provider_id: event.providerId,
      client_key: clientKeyOf(event),
      created_at: event.writtenAt,
    })
    .modifyEnd(prepared)
    .execute();
  if (!application) return;
  await trx
    .updateTable('applications')
    .set({
      unread: true,
      last_message: excerpt(body || files.map(({ name }) => name).join(', ')),
      last_message_direction: 'in',
      last_message_channel: event.channel,
      last_message_at: event.writtenAt,
      last_activity_at: event.writtenAt,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', application.id)
    .modifyEnd(prepared)
    .execute();
}

/** The page makes a key for each message; it comes back on the message, so that the page knows its own. */
function clientKeyOf(event: WaitingEvent): string | null {
  return event.channel === 'webchat' ? event.providerId : null;
}

async function bodyOf(
  trx: Trx,
  companyId: number,
  application: ApplicationRow | null,
  payload: InboundPayload,
): Promise<string> {
  if ('text' in payload) return payload.text ?? '';
  if (payload.kind !== 'choice' && payload.kind !== 'skip') return '';
  const session = application && (await readSession(trx, companyId, application.id));
  if (payload.kind === 'skip') return phrasesOf(session?.language ?? 'en').skipWords[0] ?? '';
  const choices = session?.definition.questions.flatMap((question) =>
    payload.questionId === undefined || question.id === payload.questionId ? (question.choices ?? []) : [],
  );
  return choices?.find((choice) => choice.id === payload.choiceId)?.label ?? payload.choiceId;
}

const filesTooLarge = 'Some files of this mail are too many or too large to be kept.';

/** Files that could not be fetched in time are missed in plain sight. */
function lostFiles(payload: InboundPayload) {
  if (payload.kind === 'mail' && payload.lostFiles > 0)
    return { error_code: 'files_too_large', error_detail: filesTooLarge };
  if (payload.kind !== 'media' || payload.media.length === 0) return {};
  return {
    error_code: 'files_lost',
    error_detail: 'The files of this message could not be fetched from the provider.',
  };
}

/** The files that have come with it. */
export function attachmentsOf(payload: InboundPayload): Attachment[] {
  if (payload.kind === 'media' || payload.kind === 'mail') return payload.files;
  if (payload.kind !== 'audio') return [];
  const { blobKey: key, name, contentType, size, durationMs } = payload;
  return [{ key, name, contentType, size, durationMs }];
}
