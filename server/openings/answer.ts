import { sql } from 'kysely';
import type { ApplicationRow } from '#candidates/applications.ts';
import type { InboundPayload } from '#channels/arrival.ts';
import type { ChannelKind, Menu } from '#channels/channel.ts';
import { touchApplications } from '#conversations/activity.ts';
import { type NewMessage, outboxHintFor, queueMessagesInTrx } from '#conversations/queue.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { type Language, languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { menuText, openingMenu, openingsMenu } from './menu.ts';
import { readMode } from './openings.ts';
import { words } from './words.ts';

type AnswerServices = Pick<Services, 'config' | 'hints'>;
type Place = { channel: ChannelKind; address: string | null };

/**
 * What is said to somebody who asks for the openings, has not chosen any yet, or has a question instead of an application.
 * True where that is all there is to say: the interview has no part in it.
 */
export async function answerVisitor(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  payloads: InboundPayload[],
): Promise<boolean> {
  if (place.channel === 'webchat' || place.channel === 'email') return false;
  const asked = payloads.findLast((payload) => payload.kind === 'openings');
  if (asked) await showOpenings(trx, services, application, place, asked.wanted);
  const rest = payloads.filter((payload) => payload.kind !== 'openings' && payload.kind !== 'keyword');
  if (rest.length === 0) return true;
  if (application.campaign_id === null) {
    const begins = rest.some((payload) => payload.kind === 'opened');
    // Who goes on writing is answered by a person; the same list again would be a loop.
    if (!asked && (begins || !(await spokenLately(trx, application, place))))
      await showOpenings(trx, services, application, place, { from: 0 });
    return true;
  }
  if (!(await isInquiry(trx, application))) return false;
  await answerInquiry(trx, services, application, place, rest);
  return true;
}

async function showOpenings(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  wanted: { from: number } | { about: number },
): Promise<void> {
  const { company_id: companyId } = application;
  const { language: ofCompany } = await trx
    .selectFrom('companies')
    .select('language')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow();
  const { channel } = place;
  const language = languageOf(ofCompany);
  const one =
    'about' in wanted
      ? await openingMenu(trx, services.config, companyId, { channel, language, about: wanted.about })
      : null;
  const from = 'from' in wanted ? wanted.from : 0;
  const menu = one ?? (await openingsMenu(trx, services.config, companyId, { channel, language, from }));
  if (menu) await say(trx, services, application, place, { purpose: offering, body: menuText(menu), menu });
}

/** Somebody who was invited to the interview, or has begun it, is a candidate also where others only ask. */
async function isInquiry(trx: Trx, { company_id: companyId, id, campaign_id: campaignId }: ApplicationRow) {
  if (campaignId === null || (await readMode(trx, companyId, campaignId)) !== 'inquiry') return false;
  const { rows } = await sql`
    select from interview_sessions where company_id = ${companyId} and application_id = ${id}
    union all
    select from application_events where company_id = ${companyId} and application_id = ${id} and kind = 'invited'
    limit 1`.execute(trx);
  return rows.length === 0;
}

async function answerInquiry(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  payloads: InboundPayload[],
): Promise<void> {
  const language = await languageOfCampaign(trx, application);
  if (payloads.every((payload) => payload.kind === 'opened'))
    await say(trx, services, application, place, { purpose: prompting, body: words.inquiryPrompt[language] });
  else if (!(await spokenLately(trx, application, place, [prompting, offering])))
    await say(trx, services, application, place, { purpose: 'inquiry', body: words.inquiryThanks[language] });
}

const prompting = 'inquiry-prompt';
const offering = 'openings';

/** Whether anything was said there within a day, by whomever, but for what is no answer. */
async function spokenLately(
  trx: Trx,
  { company_id: companyId, candidate_id: candidateId, id }: ApplicationRow,
  { channel }: Place,
  noAnswers: string[] = [],
): Promise<boolean> {
  const { rows } = await sql`
    select from messages
    where company_id = ${companyId} and candidate_id = ${candidateId} and application_id = ${id} and channel = ${channel}
      and direction = 'out' and purpose <> all (${noAnswers}::text[]) and created_at > now() - interval '1 day'
    limit 1`.execute(trx);
  return rows.length > 0;
}

async function languageOfCampaign(trx: Trx, { company_id, campaign_id }: ApplicationRow): Promise<Language> {
  const row = await trx
    .selectFrom('campaigns')
    .select('language')
    .where('company_id', '=', company_id)
    .where('id', '=', campaign_id)
    .executeTakeFirst();
  return languageOf(row?.language ?? '');
}

async function say(
  trx: Trx,
  { hints }: AnswerServices,
  application: ApplicationRow,
  { channel, address }: Place,
  said: { purpose: string; body: string; menu?: Menu },
): Promise<void> {
  const { company_id: companyId, candidate_id: candidateId, id: applicationId } = application;
  const message: NewMessage = { candidateId, applicationId, channel, author: 'bot', toAddress: address, ...said };
  await queueMessagesInTrx(trx, companyId, [message]);
  await touchApplications(trx, companyId, [message]);
  afterCommit(trx, () => hints.publish(outboxHintFor(channel)));
}
