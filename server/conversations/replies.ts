import { type ApplicationRow, lockApplication, recordEvent, requireApplication } from '#candidates/applications.ts';
import { type ChannelKind, channelKinds } from '#channels/channel.ts';
import { connectedKinds } from '#channels/connections.ts';
import { limitsOf } from '#channels/limits.ts';
import { isSandboxed } from '#channels/registry.ts';
import { stopBot } from '#interviews/bot.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { excerpt, touchApplications } from './activity.ts';
import { eventMessages, tokenValues } from './event-messages.ts';
import { lockConversation } from './inbound.ts';
import { fillLetter } from './notify.ts';
import { type NewMessage, outboxHint, queueMessagesInTrx } from './queue.ts';
import { reachOf, unavailableWords } from './reach.ts';
import { loadRecipients, loadTemplates, type Recipient } from './recipients.ts';
import type { NewMessageBody } from './schema.ts';
import { emptyTokens, substitute, templateProblems } from './tokens.ts';
import { words } from './words.ts';

type ReplyServices = Pick<Services, 'config' | 'hints'>;

/**
 * A recruiter's own message. The bot is stopped first; tokens are filled in. Refused are unknown tokens, a channel that
 * can't be used (the code says why), an empty token unless allowed, and the same text twice in a row. The same
 * `clientKey` once more is the same message.
 */
export async function sendReply(
  trx: Trx,
  services: ReplyServices,
  session: Session,
  applicationId: number,
  body: NewMessageBody,
) {
  const application = await lockConversationOf(trx, session, applicationId);
  const clientKey = `user:${body.clientKey}`;
  const before = await findByClientKey(trx, application, clientKey);
  if (before) return before;
  const recipient = await requireRecipient(trx, services, application);
  const toAddress = await requireAddress(trx, recipient, body.channel);
  return sendNow(trx, services, session, application, { ...compose(recipient, session, body), toAddress, clientKey });
}

/** Queues what somebody has written, once a key. Throws for the same words twice in a row. */
export async function sendNow(
  trx: Trx,
  services: ReplyServices,
  session: Session,
  application: ApplicationRow,
  message: NewMessage,
) {
  const before = await findByClientKey(trx, application, message.clientKey ?? '');
  if (before) return before;
  await refuseRepetition(trx, application, message);
  await stopBot(trx, application, session.userId);
  const [id] = await queueMessagesInTrx(trx, application.company_id, [message]);
  await trx
    .updateTable('applications')
    .set({
      unread: false,
      last_message: excerpt(message.body),
      last_message_direction: 'out',
      last_message_at: new Date(),
      last_activity_at: new Date(),
    })
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.id)
    .execute();
  afterCommit(trx, () => services.hints.publish(outboxHint));
  return { id: id as number, status: message.channel === 'webchat' ? 'sent' : 'queued' };
}

/** The conversation first, then the application: everybody who needs both takes them in this order. */
export async function lockConversationOf(trx: Trx, session: Session, applicationId: number): Promise<ApplicationRow> {
  const { company_id: companyId, candidate_id: candidateId } = await requireApplication(trx, session, applicationId);
  await lockConversation(trx, { companyId, candidateId }, true);
  return lockApplication(trx, session, applicationId);
}

async function findByClientKey(trx: Trx, application: ApplicationRow, clientKey: string) {
  return trx
    .selectFrom('messages')
    .select(['id', 'status'])
    .where('company_id', '=', application.company_id)
    .where('candidate_id', '=', application.candidate_id)
    .where('client_key', '=', clientKey)
    .executeTakeFirst();
}

export async function requireRecipient(
  trx: Trx,
  services: ReplyServices,
  application: ApplicationRow,
): Promise<Recipient> {
  const recipients = await loadRecipients(trx, services.config, application.company_id, [application.id]);
  const recipient = recipients.get(application.id);
  if (!recipient) throw notFound('application');
  return recipient;
}

async function requireAddress(trx: Trx, recipient: Recipient, channel: ChannelKind): Promise<string | null> {
  const { reason, address } = (await reachOf(trx, recipient))[channel];
  if (reason) throw conflict(reason, unavailableWords[reason]);
  return address;
}

function compose(
  recipient: Recipient,
  session: Session,
  { channel, body, subject, allowEmptyTokens }: NewMessageBody,
): Omit<NewMessage, 'toAddress'> {
  if (channel === 'email' && !subject) throw invalidField('subject', words.subjectNeeded);
  const { text: longest } = limitsOf(channel);
  if (body.length > longest) throw invalidField('body', input.tooLong(longest));
  const values = tokenValues(recipient);
  for (const [field, text] of Object.entries({ subject: subject ?? '', body })) {
    const [problem] = templateProblems(text);
    if (problem) throw invalidField(field, problem.words);
  }
  const empty = [...new Set([...emptyTokens(subject ?? '', values), ...emptyTokens(body, values)])];
  if (empty.length > 0 && !allowEmptyTokens)
    throw conflict('empty_tokens', words.emptyTokens(empty.map((name) => `@${name}`).join(', ')));
  const text =
    channel === 'email'
      ? fillLetter(subject ?? '', body, values)
      : { subject: null, body: substitute(body, values), html: null };
  return {
    candidateId: recipient.candidate.id,
    applicationId: recipient.application.id,
    channel,
    author: 'user',
    userId: session.userId,
    purpose: 'message',
    ...text,
  };
}

async function refuseRepetition(trx: Trx, application: ApplicationRow, message: NewMessage): Promise<void> {
  const last = await trx
    .selectFrom('messages')
    .select(['channel', 'subject', 'body', 'status'])
    .where('company_id', '=', application.company_id)
    .where('candidate_id', '=', application.candidate_id)
    .where('direction', '=', 'out')
    .where('author', '<>', 'bot')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || last.status === 'failed' || last.channel !== message.channel) return;
  if (last.body === message.body && (last.subject ?? null) === (message.subject ?? null))
    throw conflict('duplicate_message', words.duplicateMessage);
}

/** Sends the campaign's invitation again. Returns how many messages were queued. */
export async function sendInvitation(
  trx: Trx,
  services: ReplyServices,
  session: Session,
  applicationId: number,
): Promise<number> {
  const application = await lockConversationOf(trx, session, applicationId);
  const { company_id: companyId, campaign_id: campaignId } = application;
  if (campaignId === null) throw conflict('no_campaign', words.noCampaign);
  if (application.completed_at) throw conflict('interview_completed', words.interviewCompleted);
  const recipient = await requireRecipient(trx, services, application);
  const templates = (await loadTemplates(trx, companyId, campaignId)).filter(
    (template) => template.event === 'invitation',
  );
  const automatic = templates.some((template) => template.enabled);
  // Where nothing goes out by itself, a person who asks for it still gets the text that is there.
  const used = automatic
    ? templates
    : templates.map((template) => ({ ...template, enabled: template.body.trim() !== '' }));
  const reach = await reachOf(trx, recipient);
  const messages = eventMessages({ ...recipient, event: 'invitation', templates: used })
    .filter(({ channel, template }) => channel === 'webchat' || template || reach[channel].reason === null)
    .map((message) => ({ ...message, author: 'user' as const, userId: session.userId }));
  if (messages.length === 0) throw conflict('no_address', words.noAddress);
  await queueMessagesInTrx(trx, companyId, messages);
  await touchApplications(trx, companyId, messages);
  await recordInvitation(trx, application, session);
  afterCommit(trx, () => services.hints.publish(outboxHint));
  return messages.length;
}

/** The first one counts as the invitation; analytics would count a repeat as another candidate. */
async function recordInvitation(trx: Trx, application: ApplicationRow, session: Session): Promise<void> {
  const before = await trx
    .selectFrom('application_events')
    .select('id')
    .where('company_id', '=', application.company_id)
    .where('application_id', '=', application.id)
    .where('kind', '=', 'invited')
    .limit(1)
    .executeTakeFirst();
  await recordEvent(trx, application, {
    kind: before ? 'invited-again' : 'invited',
    actor: 'user',
    userId: session.userId,
  });
}

/** Which channels can be used for this person now, why not, and which one the composer begins with. */
export async function listChannels(trx: Trx, services: ReplyServices, session: Session, applicationId: number) {
  const application = await requireApplication(trx, session, applicationId);
  const recipient = await requireRecipient(trx, services, application);
  const reach = await reachOf(trx, recipient);
  const usable = channelKinds.filter((channel) => reach[channel].reason === null);
  const last = await trx
    .selectFrom('messages')
    .select('channel')
    .where('company_id', '=', application.company_id)
    .where('candidate_id', '=', application.candidate_id)
    .where('direction', '=', 'in')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const connected = await connectedKinds(trx, application.company_id);
  const preset = usable.find((channel) => channel === last?.channel) ?? usable[0];
  return channelKinds.map((channel) => {
    const { reason, until, left } = reach[channel];
    return {
      channel,
      available: reason === null,
      reason,
      until: until?.toISOString() ?? null,
      left,
      sandbox: isSandboxed(services.config, connected, channel),
      default: channel === preset,
    };
  });
}
