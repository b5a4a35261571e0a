import type { InboundPayload } from '#channels/arrival.ts';
import { handleConversation } from '#conversations/inbound.ts';
import { inboundHint, storeInbound } from '#conversations/inbound-events.ts';
import { afterCommit } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { type ChatApplication, readChat, withChat } from './chat.ts';
import { claimChatFiles, readChatFile } from './chat-files.ts';
import type { MessageBody } from './chat-schema.ts';
import { claimRecording, readReference } from './recordings.ts';

/** Stored first, then handled at once so that the answer holds the bot's reply; if that fails, the worker has it. */
export async function receive(
  services: Services,
  token: string,
  clientKey: string,
  after: number,
  payloadOf: (chat: ChatApplication) => InboundPayload,
) {
  const chat = await withChat(services, token, async (trx, found) => {
    const { companyId, applicationId, candidateId } = found;
    const providerId = `${applicationId}:${clientKey}`;
    const payload = payloadOf(found);
    const added = await storeInbound(trx, companyId, {
      channel: 'webchat',
      providerId,
      candidateId,
      applicationId,
      payload,
    });
    if (added && payload.kind === 'audio') await claimRecording(trx, found, payload.blobKey);
    if (added && payload.kind === 'media') await claimChatFiles(trx, found, payload.files);
    if (added) afterCommit(trx, () => services.hints.publish(inboundHint));
    return found;
  });
  await handleConversation(services, chat, { wait: true });
  return withChat(services, token, (trx, found) => readChat(trx, services.config, found, after));
}

export function toPayload(services: Services, chat: ChatApplication, body: MessageBody): InboundPayload {
  const { text, choiceId, blob, file, skip, questionId } = body;
  const given = [text, choiceId, blob, file, skip].filter((value) => value !== undefined);
  if (given.length !== 1)
    throw invalid(forPrograms('Send one of text, choiceId, blob, file or skip.'), {
      text: forPrograms('is needed, or choiceId, blob, file or skip'),
    });
  if (choiceId !== undefined) return { kind: 'choice', choiceId, questionId };
  if (file !== undefined)
    return { kind: 'media', text: '', media: [], files: [readChatFile(services.config.secret, chat, file)] };
  if (skip) return { kind: 'skip', questionId };
  if (text !== undefined) {
    if (!text.trim()) throw invalid(forPrograms('text: is empty.'), { text: forPrograms('is empty') });
    return { kind: 'text', text, questionId };
  }
  const { key, contentType, size, durationMs } = readReference(services.config.secret, chat, blob ?? '');
  return { kind: 'audio', blobKey: key, name: 'voice-note', contentType, size, durationMs, questionId };
}
