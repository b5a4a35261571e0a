import type { Attachment } from '#channels/channel.ts';
import { inParts } from '#channels/files.ts';
import { limitsOf } from '#channels/limits.ts';
import { conflict, invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { input } from '#platform/words.ts';
import { tokenValues } from './event-messages.ts';
import { fillLetter } from './notify.ts';
import type { NewMessage } from './queue.ts';
import type { Recipient } from './recipients.ts';
import type { NewMessageBody } from './schema.ts';
import { emptyTokens, substitute, type TokenValues, templateProblems } from './tokens.ts';
import { words } from './words.ts';

/**
 * A recruiter's text as the messages that carry it: one, or several where the channel takes one file a message. Refused are
 * unknown tokens, an empty token unless allowed, and what is longer than the channel takes.
 */
export function compose(
  recipient: Recipient,
  session: Session,
  given: NewMessageBody,
  files: Attachment[],
): Omit<NewMessage, 'toAddress'>[] {
  const { channel, body, subject = '', allowEmptyTokens } = given;
  if (channel === 'email' && subject === '') throw invalidField('subject', words.subjectNeeded);
  if (body.trim() === '' && files.length === 0) throw invalidField('body', words.textEmpty);
  const values = tokenValues(recipient);
  requireTokens({ subject, body }, values, allowEmptyTokens);
  const { text: longest } = limitsOf(channel);
  const text = substitute(body, values);
  if (text.length > longest) throw invalidField('body', input.tooLong(longest));
  const common = {
    candidateId: recipient.candidate.id,
    applicationId: recipient.application.id,
    channel,
    author: 'user',
    userId: session.userId,
    purpose: 'message',
  } as const;
  if (channel === 'email') return [{ ...common, ...fillLetter(subject, body, values), attachments: files }];
  return inParts(channel, text, files).map((part) => ({ ...common, body: part.text, attachments: part.files }));
}

function requireTokens(texts: { subject: string; body: string }, values: TokenValues, allowEmpty: boolean): void {
  for (const [field, text] of Object.entries(texts)) {
    const [problem] = templateProblems(text);
    if (problem) throw invalidField(field, problem.words);
  }
  if (!allowEmpty) requireNoGaps(Object.values(texts), values);
}

/** Throws `empty_tokens` where one of the texts has a token for which nothing is known. */
export function requireNoGaps(texts: string[], values: TokenValues): void {
  const empty = [...new Set(texts.flatMap((text) => emptyTokens(text, values)))];
  if (empty.length > 0) throw conflict('empty_tokens', words.emptyTokens(empty.map((name) => `@${name}`).join(', ')));
}
