import type { ApplicationRow } from '#candidates/applications.ts';
import { readKeyword } from '#channels/sms/keywords.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { languageOf } from '#platform/sentences.ts';
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

/** Answers HELP, sent by SMS, in the campaign's language; where the provider has not, and to whom may be written. */
export async function answerHelp(
  trx: Trx,
  services: HelpServices,
  { companyId, candidateId }: Conversation,
  application: ApplicationRow | null,
  { channel, address, payload }: WaitingEvent,
): Promise<void> {
  if (channel !== 'sms' || !address || payload.kind !== 'keyword') return;
  if (payload.answered || readKeyword(payload.text) !== 'help') return;
  if ((await findSuppressed(trx, companyId, [{ channel, address }])).size > 0) return;
  const { language, values } = await aboutWhom(trx, services, companyId, application);
  const { helpTexts } = await requireRules(trx, companyId);
  const spoken = languageOf(language);
  const message = {
    candidateId,
    applicationId: application?.id ?? null,
    channel,
    author: 'bot',
    purpose: 'help',
    body: substitute(helpTexts[spoken] ?? predefinedHelp[spoken], values),
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
