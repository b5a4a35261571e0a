import type { ApplicationRow } from '#candidates/applications.ts';
import { type ChannelKind, channelKinds } from '#channels/channel.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict, invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { touchApplications } from './activity.ts';
import {
  byMessenger,
  type CampaignEvent,
  type EventTemplate,
  eventMessages,
  type FilledTemplate,
  fillApproved,
  fillTemplate,
  messengers,
  type Place,
  tokenValues,
} from './event-messages.ts';
import { type NewMessage, outboxHint, queueMessagesInTrx } from './queue.ts';
import { findHeard, type Reach, reachOf, requireReach, requireTemplateReach, templateReach } from './reach.ts';
import { loadRecipients, loadTemplates, type Recipient } from './recipients.ts';
import { findLastSaid, isRepeat, withoutRepeats } from './sending/repeats.ts';
import { emptyTokens, substitute, templateProblems } from './tokens.ts';
import { words } from './words.ts';

type NotifyServices = Pick<Services, 'config' | 'hints'>;

/** The recruiter's own wording, a channel each; a channel left out gets nothing. Tokens are filled in. */
export type EditedTexts = {
  sms?: { body: string };
  email?: { subject: string; body: string };
  webchat?: { body: string };
  messenger?: { body: string };
  wechat?: { body: string };
  /** Without a body the campaign's approved text, which can't be worded otherwise. */
  whatsapp?: { body?: string };
};

export type Notification = {
  application: ApplicationRow;
  event: CampaignEvent;
  /** Who decided; absent where the program did. */
  session?: Session | null;
  /** Absent: the campaign's texts as they are switched on. */
  texts?: EditedTexts | null;
  /**
   * The application is of another campaign than before: where that says exactly what was said last, its title stands before
   * the words, so that the person hears of it and nobody is told the same twice in a row.
   */
  moved?: boolean;
};

/**
 * Tells the candidate of an event, in the transaction that makes it happen. Texts with an unknown token are refused,
 * and so is one for a channel that has no address or has opted out. Returns how many messages go out.
 */
export async function notifyCandidate(trx: Trx, services: NotifyServices, notification: Notification): Promise<number> {
  const { application, event, session, texts, moved = false } = notification;
  const companyId = application.company_id;
  const recipient = (await loadRecipients(trx, services.config, companyId, [application.id])).get(application.id);
  if (!recipient) return 0;
  const messages = texts
    ? await editedMessages(trx, recipient, event, texts, session ?? null)
    : await plannedMessages(trx, recipient, event, moved);
  await queueMessagesInTrx(trx, companyId, messages);
  await touchApplications(trx, companyId, messages, { byTeam: Boolean(session) });
  if (messages.length > 0) afterCommit(trx, () => services.hints.publish(outboxHint));
  return messages.filter(({ failure }) => !failure).length;
}

async function plannedMessages(trx: Trx, recipient: Recipient, event: CampaignEvent, moved: boolean) {
  const last = await findLastSaid(trx, recipient.companyId, [recipient.candidate.id]);
  const templates = await templatesOf(trx, recipient);
  const messages = byMessenger(eventMessages({ ...recipient, event, templates }), await openMessenger(trx, recipient));
  const title = recipient.campaign?.title;
  if (!moved || !title) return withoutRepeats(last, messages);
  return withoutRepeats(
    last,
    messages.map((message) => (isRepeat(last, message) ? underTitle(message, title) : message)),
  );
}

/** An approved text can't be changed. */
function underTitle(message: NewMessage, title: string): NewMessage {
  if (message.template) return message;
  if (message.channel === 'email') return { ...message, subject: `${title}: ${message.subject ?? ''}` };
  return { ...message, body: `${title}\n\n${message.body}` };
}

async function editedMessages(
  trx: Trx,
  recipient: Recipient,
  event: CampaignEvent,
  texts: EditedTexts,
  session: Session | null,
): Promise<NewMessage[]> {
  const values = tokenValues(recipient);
  const letter =
    texts.email && (await templatesOf(trx, recipient)).find((one) => one.event === event && one.channel === 'email');
  const designed = letter && fillTemplate(letter, values);
  const last = await findLastSaid(trx, recipient.companyId, [recipient.candidate.id]);
  const asApproved = texts.whatsapp && texts.whatsapp.body === undefined;
  const approved = asApproved ? await approvedMessages(trx, recipient, event, session) : [];
  const given = Object.entries(texts).filter(([, text]) => text?.body !== undefined) as [
    keyof EditedTexts,
    { subject?: string; body: string },
  ][];
  const typed: NewMessage[] = [];
  for (const [channel, text] of given) {
    for (const field of ['subject', 'body'] as const) {
      const [problem] = templateProblems(text[field] ?? '');
      if (problem) throw invalidField(`notify.${channel}.${field}`, problem.words);
    }
    const filled =
      channel === 'email'
        ? asDesigned(designed, fillLetter(text.subject ?? '', text.body, values))
        : { subject: null, body: substitute(text.body, values), html: null };
    const message: NewMessage = {
      candidateId: recipient.candidate.id,
      applicationId: recipient.application.id,
      channel,
      author: session ? 'user' : 'system',
      userId: session?.userId ?? null,
      purpose: event,
      ...filled,
      toAddress: await requireReach(trx, recipient, channel, [filled]),
    };
    typed.push(message);
  }
  const messages = [...typed, ...approved];
  if (messages.some((message) => isRepeat(last, message))) throw conflict('duplicate_message', words.duplicateMessage);
  return messages;
}

/** Where they wrote last of the messengers in which they can be answered now. */
async function openMessenger(trx: Trx, recipient: Recipient): Promise<Place | null> {
  const [latest] = await openMessengers(trx, recipient, await reachOf(trx, recipient));
  return latest ?? null;
}

/** The messengers in which they can be answered now, the one in which they wrote last first. */
async function openMessengers(trx: Trx, recipient: Recipient, reach: Record<ChannelKind, Reach>): Promise<Place[]> {
  const heard = await findHeard(trx, recipient.companyId, recipient.candidate.id);
  const at = (channel: ChannelKind) => heard.get(channel)?.at.getTime() ?? 0;
  return [...messengers]
    .filter((channel) => reach[channel].reason === null)
    .sort((one, other) => at(other) - at(one))
    .map((channel) => ({ channel, address: reach[channel].address }));
}

async function approvedMessages(
  trx: Trx,
  recipient: Recipient,
  event: CampaignEvent,
  session: Session | null,
): Promise<NewMessage[]> {
  await requireTemplateReach(trx, recipient);
  const messages = eventMessages({ ...recipient, event, templates: await templatesOf(trx, recipient) });
  return messages
    .filter(({ channel }) => channel === 'whatsapp')
    .map((message) => ({ ...message, author: session ? 'user' : 'system', userId: session?.userId ?? null }));
}

/** Who left the words of the campaign's mail as they are sends it with its looks; other words have none. */
function asDesigned(designed: FilledTemplate | undefined, written: FilledTemplate): FilledTemplate {
  const untouched = designed?.body.trim() === written.body.trim();
  return designed && untouched ? { ...designed, subject: written.subject } : written;
}

/** A letter as it is typed: one that has no markup is plain text. */
export function fillLetter(subject: string, body: string, values: ReturnType<typeof tokenValues>): FilledTemplate {
  const isHtml = /<\/?[a-z][^>]*>/i.test(body);
  if (isHtml) return fillTemplate({ channel: 'email', subject, body }, values);
  return { subject: substitute(subject, values), body: substitute(body, values), html: null };
}

/** What the question "notify the candidate?" shows: the campaign's text for each channel, filled in, and whether it can go. */
export async function previewNotification(
  trx: Trx,
  services: NotifyServices,
  application: ApplicationRow,
  event: CampaignEvent,
) {
  const recipient = (await loadRecipients(trx, services.config, application.company_id, [application.id])).get(
    application.id,
  );
  if (!recipient) return { enabled: false, channels: [] };
  const values = tokenValues(recipient);
  const reach = await reachOf(trx, recipient);
  const ofEvent = (await templatesOf(trx, recipient)).filter((template) => template.event === event);
  const templates = ofEvent.filter(({ approved }) => !approved);
  const channels = templates.map((template) => {
    const channel = template.channel as 'sms' | 'email';
    const { subject, body, html } = fillTemplate(template, values);
    const { reason } = reach[channel];
    const empty = [...new Set([...emptyTokens(template.subject, values), ...emptyTokens(template.body, values)])];
    return {
      channel,
      enabled: template.enabled,
      subject,
      body,
      html,
      possible: reason === null,
      reason,
      emptyTokens: empty,
      fixed: false,
    };
  });
  const spoken = templates.find((template) => template.channel === 'sms') ?? templates[0];
  const inWords = (channel: ChannelKind) => ({
    channel,
    enabled: templates.some((template) => template.enabled) && reach[channel].reason === null,
    subject: null,
    body: spoken ? fillTemplate(spoken, values).body : '',
    html: null,
    possible: reach[channel].reason === null,
    reason: reach[channel].reason,
    emptyTokens: spoken ? emptyTokens(spoken.body, values) : [],
    fixed: false,
  });
  const approved = ofEvent.find((template) => template.approved)?.approved;
  const approvedText = approved && (await previewApproved(trx, recipient, event, ofEvent, approved));
  const open = (await openMessengers(trx, recipient, reach)).filter(
    ({ channel }) => !(approvedText && channel === 'whatsapp'),
  );
  const chats = spoken ? [...open.slice(0, 1).map(({ channel }) => inWords(channel)), inWords('webchat')] : [];
  // An SMS beside an open messenger says the same once more, and is paid for.
  const offered = channels.map((one) => (one.channel === 'sms' && open.length > 0 ? { ...one, enabled: false } : one));
  return {
    enabled: ofEvent.some((template) => template.enabled),
    channels: tickedOnce(
      [...offered, ...chats, ...(approvedText ? [approvedText] : [])],
      await findHeard(trx, recipient.companyId, recipient.candidate.id),
    ),
  };
}

/**
 * The same news by every way is too much of it: of those switched on, the one with which the composer would begin. The web chat
 * only where there is no other: who has left it hears nothing there.
 */
function tickedOnce<T extends { channel: ChannelKind; enabled: boolean; possible: boolean }>(
  channels: T[],
  heard: Awaited<ReturnType<typeof findHeard>>,
): T[] {
  const at = ({ channel }: T) => heard.get(channel)?.at.getTime() ?? 0;
  const place = ({ channel }: T) => channelKinds.indexOf(channel);
  const isChat = ({ channel }: T) => Number(channel === 'webchat');
  const [best] = channels
    .filter(({ enabled, possible }) => enabled && possible)
    .toSorted((a, b) => isChat(a) - isChat(b) || at(b) - at(a) || place(a) - place(b));
  return channels.map((one) => ({ ...one, enabled: one === best }));
}

async function previewApproved(
  trx: Trx,
  recipient: Recipient,
  event: CampaignEvent,
  templates: EventTemplate[],
  approved: NonNullable<EventTemplate['approved']>,
) {
  const values = tokenValues(recipient);
  const { reason } = await templateReach(trx, recipient);
  const sent = eventMessages({ ...recipient, event, templates }).find(({ channel }) => channel === 'whatsapp');
  const empty = Object.values(approved.parameters).flatMap((text) => emptyTokens(text, values));
  return {
    channel: 'whatsapp' as const,
    enabled: true,
    subject: null,
    body: sent?.body ?? fillApproved(approved, values).body,
    html: null,
    // A gap that stays empty is refused.
    possible: reason === null && (empty.length === 0 || !sent?.template),
    reason,
    emptyTokens: [...new Set(empty)],
    fixed: true,
  };
}

async function templatesOf(trx: Trx, recipient: Recipient) {
  return recipient.campaign ? loadTemplates(trx, recipient.companyId, recipient.campaign.id) : [];
}
