import { type ApplicationRow, recordEvent } from '#candidates/applications.ts';
import type { Config } from '#platform/config.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { touchApplications } from './activity.ts';
import { requireNoGaps } from './compose.ts';
import { type EventTemplate, eventMessages, tokenValues } from './event-messages.ts';
import type { NewMessage } from './queue.ts';
import { outboxHint, queueMessagesInTrx } from './queue.ts';
import { reachOf } from './reach.ts';
import { loadTemplates, requireRecipient } from './recipients.ts';
import { lockConversationOf } from './replies.ts';
import { findLastSaid, isRepeat } from './sending/repeats.ts';
import { type UnavailableReason, unavailableWords } from './why-not.ts';
import { words } from './words.ts';

type InvitationChannel = 'sms' | 'whatsapp' | 'email';
type Refusal = 'no_campaign' | 'interview_completed' | 'folder_closed' | 'no_text' | 'no_address';

const refusals: Record<Refusal, Words> = {
  no_campaign: words.noCampaign,
  interview_completed: words.interviewCompleted,
  folder_closed: words.folderClosed,
  no_text: words.noInvitationText,
  no_address: words.noAddress,
};

/** Who is in these is not asked to an interview any more. */
const closedFolders = new Set(['rejected', 'hired']);

/** By which channels the campaign's invitation can be sent to this person now; where by none, why not. */
export async function invitationChannels(
  trx: Trx,
  config: Pick<Config, 'secret' | 'publicUrl'>,
  application: ApplicationRow,
): Promise<{ channels: InvitationChannel[]; reason: Refusal | LimitReason | null }> {
  const plan = await planInvitation(trx, config, application);
  if (typeof plan === 'string') return { channels: [], reason: plan };
  return { channels: plan.map(({ channel }) => channel as InvitationChannel), reason: null };
}

/**
 * Sends the campaign's invitation (again), by this channel alone where one is given. Returns how many messages were queued;
 * throws with the reason where there is nothing to be sent.
 */
export async function sendInvitation(
  trx: Trx,
  services: Pick<Services, 'config' | 'hints'>,
  session: Session,
  applicationId: number,
  { channel, allowEmptyTokens = false }: { channel?: InvitationChannel | undefined; allowEmptyTokens?: boolean },
): Promise<number> {
  const application = await lockConversationOf(trx, session, applicationId);
  const plan = await planInvitation(trx, services.config, application);
  if (typeof plan === 'string') throw conflict(plan, { ...refusals, ...unavailableWords }[plan]);
  const asked = plan
    .filter((message) => channel === undefined || message.channel === channel)
    .map((message) => ({ ...message, author: 'user' as const, userId: session.userId }));
  if (asked.length === 0) throw conflict('no_address', words.noAddress);
  const last = await findLastSaid(trx, application.company_id, [application.candidate_id]);
  const messages = asked.filter((message) => !isRepeat(last, message));
  if (messages.length === 0) throw conflict('duplicate_message', words.duplicateMessage);
  if (!allowEmptyTokens) await refuseGaps(trx, services.config, application, messages);
  await queueMessagesInTrx(trx, application.company_id, messages);
  await touchApplications(trx, application.company_id, messages, { byTeam: true });
  await recordInvitation(trx, application, session);
  afterCommit(trx, () => services.hints.publish(outboxHint));
  return messages.length;
}

/** Throws `empty_tokens` where one of these has a token for which nothing is known. */
async function refuseGaps(
  trx: Trx,
  config: Pick<Config, 'secret' | 'publicUrl'>,
  application: ApplicationRow,
  messages: NewMessage[],
): Promise<void> {
  const templates = usedTemplates(await loadTemplates(trx, application.company_id, application.campaign_id ?? 0));
  const values = tokenValues(await requireRecipient(trx, config, application));
  const used = templates.filter((one) => one.enabled && messages.some(({ channel }) => channel === one.channel));
  requireNoGaps(
    used.flatMap(({ subject, body }) => [subject, body]),
    values,
  );
}

async function planInvitation(
  trx: Trx,
  config: Pick<Config, 'secret' | 'publicUrl'>,
  application: ApplicationRow,
): Promise<NewMessage[] | Refusal | LimitReason> {
  const { company_id: companyId, campaign_id: campaignId } = application;
  if (campaignId === null) return 'no_campaign';
  if (application.completed_at) return 'interview_completed';
  if (closedFolders.has(application.folder)) return 'folder_closed';
  const templates = usedTemplates(await loadTemplates(trx, companyId, campaignId));
  if (!templates.some(({ enabled }) => enabled)) return 'no_text';
  const recipient = await requireRecipient(trx, config, application);
  const reach = await reachOf(trx, recipient);
  const messages = eventMessages({ ...recipient, event: 'invitation', templates });
  const possible = messages.filter(({ channel, template }) => template || reach[channel].reason === null);
  if (possible.length > 0) return possible;
  const limited = messages.map(({ channel }) => reach[channel].reason).find((reason) => isLimit(reason));
  return isLimit(limited) ? limited : 'no_address';
}

type LimitReason = (typeof limits)[number];
/** What an owner has decided, and can change. */
const limits = ['country_not_allowed', 'premium_number', 'sms_cap', 'number_limit', 'prefix_limit'] as const;

function isLimit(reason: UnavailableReason | null | undefined): reason is LimitReason {
  return limits.some((one) => one === reason);
}

/** Where nothing goes out by itself, a person who asks for it still gets the text that is there. */
function usedTemplates(all: EventTemplate[]): EventTemplate[] {
  const templates = all.filter(({ event }) => event === 'invitation');
  if (templates.some(({ enabled }) => enabled)) return templates;
  return templates.map((template) => ({ ...template, enabled: template.body.trim() !== '' }));
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
