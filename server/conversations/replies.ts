import { type ApplicationRow, holdPerson, lockApplication, requireApplication } from '#candidates/applications.ts';
import { type Attachment, channelKinds } from '#channels/channel.ts';
import { connectedKinds, filelessKinds } from '#channels/connections.ts';
import { isSandboxed } from '#channels/registry.ts';
import { stopBot } from '#interviews/bot.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { excerpt } from './activity.ts';
import { compose } from './compose.ts';
import { claimFiles } from './files.ts';
import { type NewMessage, outboxHint, queueMessagesInTrx } from './queue.ts';
import { reachOf, requireReach } from './reach.ts';
import { requireRecipient } from './recipients.ts';
import type { NewMessageBody } from './schema.ts';
import { words } from './words.ts';

type ReplyServices = Pick<Services, 'config' | 'hints'>;

/**
 * A recruiter's own message. The bot is stopped first; tokens are filled in. Refused are a channel that can't be used (the
 * code says why), what `compose` and `claimFiles` refuse, and the same twice in a row. The same `clientKey` once more is
 * the same message.
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
  const recipient = await requireRecipient(trx, services.config, application);
  const bound = { companyId: application.company_id, userId: session.userId, applicationId };
  const files = await claimFiles(trx, services.config.secret, bound, body.channel, body.files);
  const composed = compose(recipient, session, body, files);
  const toAddress = await requireReach(trx, recipient, body.channel, composed);
  const messages = composed.map((message, at) => ({
    ...message,
    toAddress,
    clientKey: at === 0 ? clientKey : `${clientKey}:${at + 1}`,
  }));
  return sendNow(trx, services, session, application, messages as [NewMessage]);
}

/** Queues what somebody has written, as one message or several that belong together, once a key. Throws for the same twice in a row. */
export async function sendNow(
  trx: Trx,
  services: ReplyServices,
  session: Session,
  application: ApplicationRow,
  messages: [NewMessage, ...NewMessage[]],
) {
  const [first] = messages;
  const before = await findByClientKey(trx, application, first.clientKey ?? '');
  if (before) return before;
  await refuseRepetition(trx, application, messages);
  await stopBot(trx, application, session.userId);
  const [id] = await queueMessagesInTrx(trx, application.company_id, messages);
  await trx
    .updateTable('applications')
    .set({
      unread: false,
      last_message: excerpt(spoken(messages)),
      last_message_direction: 'out',
      last_message_channel: first.channel,
      last_message_at: new Date(),
      last_activity_at: new Date(),
    })
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.id)
    .execute();
  afterCommit(trx, () => services.hints.publish(outboxHint));
  return { id: id as number, status: first.channel === 'webchat' ? 'sent' : 'queued' };
}

/** What is said; where nothing is, what the files are called. */
function spoken(messages: NewMessage[]): string {
  const files = messages.flatMap(({ attachments = [] }) => attachments.map(({ name }) => name));
  return messages.find(({ body }) => body.trim() !== '')?.body ?? files.join(', ');
}

/** The conversation first, then the application: everybody who needs both takes them in this order. */
export function lockConversationOf(trx: Trx, session: Session, applicationId: number): Promise<ApplicationRow> {
  return holdPerson(trx, session, applicationId, lockApplication);
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

/** Whether the same was sent last by this channel: the same texts with the same files, in as many messages. What failed reached nobody. */
async function refuseRepetition(trx: Trx, application: ApplicationRow, messages: NewMessage[]): Promise<void> {
  const last = await trx
    .selectFrom('messages')
    .select(['channel', 'subject', 'body', 'attachments'])
    .where('company_id', '=', application.company_id)
    .where('candidate_id', '=', application.candidate_id)
    .where('direction', '=', 'out')
    .where('channel', '=', messages[0]?.channel ?? 'webchat')
    .where('author', '<>', 'bot')
    .where('status', '<>', 'failed')
    .orderBy('id', 'desc')
    .limit(messages.length)
    .execute();
  const before = last.reverse();
  if (before.length < messages.length) return;
  const content = (message: (typeof before)[number] | NewMessage) =>
    JSON.stringify([
      message.channel,
      message.subject ?? null,
      message.body,
      ((message.attachments ?? []) as Attachment[]).map(({ name, contentType, size }) => [name, contentType, size]),
    ]);
  if (messages.every((message, at) => content(message) === content(before[at] as (typeof before)[number])))
    throw conflict('duplicate_message', words.duplicateMessage);
}

/** Which channels can be used for this person now, why not, and which one the composer begins with. */
export async function listChannels(trx: Trx, services: ReplyServices, session: Session, applicationId: number) {
  const application = await requireApplication(trx, session, applicationId);
  const recipient = await requireRecipient(trx, services.config, application);
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
  const fileless = await filelessKinds(trx, application.company_id);
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
      last: channel === last?.channel,
      takesFiles: !fileless.has(channel),
    };
  });
}
