import type { ApplicationRow } from '#candidates/applications.ts';
import { readKeyword } from '#channels/sms/keywords.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { type Language, languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { tokenValues } from '../event-messages.ts';
import type { Conversation, WaitingEvent } from '../inbound-events.ts';
import { outboxHint, queueMessagesInTrx } from '../queue.ts';
import { findSuppressed, loadRecipients } from '../recipients.ts';
import { substitute, type TokenValues } from '../tokens.ts';
import { requireRules } from './rules.ts';

/** What carriers want to be told: who writes, how to reach a person, how to end it, what it may cost. */
export const predefinedHelp = {
  en: '<%= @company %>: messages about your job application. Our team reads what you write here. Reply STOP to end. Msg & data rates may apply.',
  es: '<%= @company %>: mensajes sobre tu solicitud de empleo. Nuestro equipo lee lo que respondas. Responde ALTO y no te escribimos. Pueden aplicarse tarifas.',
} as const;

type HelpServices = Pick<Services, 'config' | 'hints'>;

/** That START was heard; it also says how to end it, as carriers want to be told each time. */
const welcomeBack = {
  en: '<%= @company %>: you get our messages again. Reply STOP to end them.',
  es: '<%= @company %>: vuelves a recibir nuestros mensajes. Responde ALTO para dejar de recibirlos.',
} as const;

/** Answers HELP, sent by SMS, in the campaign's language; where the provider has not, and to whom may be written. */
export async function answerHelp(
  trx: Trx,
  services: HelpServices,
  conversation: Conversation,
  application: ApplicationRow | null,
  event: WaitingEvent,
): Promise<void> {
  const { channel, payload } = event;
  if (channel !== 'sms' || payload.kind !== 'keyword') return;
  if (payload.answered || (payload.word ?? readKeyword(payload.text)) !== 'help') return;
  const { helpTexts } = await requireRules(trx, conversation.companyId);
  await answerKeyword(trx, services, conversation, application, event, { ...predefinedHelp, ...helpTexts });
}

/** Tells who wants to be written to again that it is so, on any channel, where the provider has not. */
export async function confirmStart(
  trx: Trx,
  services: HelpServices,
  conversation: Conversation,
  application: ApplicationRow | null,
  event: WaitingEvent,
): Promise<void> {
  if (event.payload.kind === 'keyword' && event.payload.answered) return;
  await answerKeyword(trx, services, conversation, application, event, welcomeBack);
}

async function answerKeyword(
  trx: Trx,
  services: HelpServices,
  { companyId, candidateId }: Conversation,
  application: ApplicationRow | null,
  { channel, address }: WaitingEvent,
  texts: Record<Language, string>,
): Promise<void> {
  if (!address || (await findSuppressed(trx, companyId, [{ channel, address }])).size > 0) return;
  const { language, values } = await aboutWhom(trx, services, companyId, application);
  const message = {
    candidateId,
    applicationId: application?.id ?? null,
    channel,
    author: 'bot',
    purpose: 'help',
    body: substitute(texts[languageOf(language)], values),
    toAddress: address,
  } as const;
  await queueMessagesInTrx(trx, companyId, [message]);
  afterCommit(trx, () => services.hints.publish(outboxHint));
}

/** Of an application that was deleted only the company is left. */
async function aboutWhom(
  trx: Trx,
  { config }: HelpServices,
  companyId: number,
  application: ApplicationRow | null,
): Promise<{ language: string; values: TokenValues }> {
  const recipient = application && (await loadRecipients(trx, config, companyId, [application.id])).get(application.id);
  if (recipient) return { language: recipient.language, values: tokenValues(recipient) };
  const { name, language } = await trx
    .selectFrom('companies')
    .select(['name', 'language'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow();
  return { language, values: { company: name } };
}
