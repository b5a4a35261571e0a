import { sql } from 'kysely';
import type { ApplicationRow } from '#candidates/applications.ts';
import { joinCampaign } from '#candidates/joining.ts';
import type { InboundPayload } from '#channels/arrival.ts';
import type { ChannelKind, Menu } from '#channels/channel.ts';
import { limitsOf } from '#channels/limits.ts';
import { touchApplications } from '#conversations/activity.ts';
import { type NewMessage, outboxHintFor, queueMessagesInTrx } from '#conversations/queue.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { type Language, languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { isInquiry } from './inquiry.ts';
import { menuText, openingMenu, openingsMenu, readPick } from './menu.ts';
import { words } from './words.ts';

type AnswerServices = Pick<Services, 'config' | 'hints'>;
type Place = { channel: ChannelKind; address: string | null };

/** What the interview still has to do with it: nothing, or it goes on in this application, into which `chosen` has just led. */
export type Visit = { answered: true } | { answered: false; application: ApplicationRow; chosen: boolean };

/**
 * What is said to somebody who asks for the openings, has not chosen any yet, or has a question instead of an application.
 * Where nothing can be tapped, the number of an opening in the list chooses it.
 */
export async function answerVisitor(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  payloads: InboundPayload[],
): Promise<Visit> {
  const rest = payloads.filter((payload) => payload.kind !== 'openings' && payload.kind !== 'keyword');
  if (place.channel === 'email') return { answered: false, application, chosen: false };
  const asked = payloads.findLast((payload) => payload.kind === 'openings');
  if (asked) await showOpenings(trx, services, application, place, asked.wanted);
  if (rest.length === 0) return { answered: true };
  if (application.campaign_id === null) {
    const chosen = asked ? null : await choose(trx, services, application, place, rest);
    if (chosen) return chosen;
    const begins = rest.some((payload) => payload.kind === 'opened');
    // Who goes on writing is answered by a person; the same list again would be a loop.
    if (!asked && (begins || !(await spokenLately(trx, application, place))))
      await showOpenings(trx, services, application, place, { from: 0 });
    return { answered: true };
  }
  if (!(await isInquiry(trx, application))) return { answered: false, application, chosen: false };
  await answerInquiry(trx, services, application, place, rest);
  return { answered: true };
}

/** Null where what they wrote names none of the openings that they were last shown. */
async function choose(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  payloads: InboundPayload[],
): Promise<Visit | null> {
  const { company_id: companyId, candidate_id: candidateId } = application;
  const text = payloads.findLast((payload) => payload.kind === 'text')?.text;
  const menu = text === undefined ? null : await findMenu(trx, application, place);
  const pick = menu && readPick(text ?? '', menu);
  if (!pick) return null;
  if ('from' in pick) {
    await showOpenings(trx, services, application, place, pick);
    return { answered: true };
  }
  const visitor = { channel: place.channel, campaignId: pick.campaignId };
  const id = await joinCampaign(trx, companyId, candidateId, visitor);
  const joined =
    id !== null &&
    (await trx
      .selectFrom('applications')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst());
  // It has been closed meanwhile.
  if (!joined) return null;
  const visit = await answerVisitor(trx, services, joined, place, [{ kind: 'opened', text }]);
  return visit.answered ? visit : { ...visit, chosen: true };
}

/** The list of openings that they were shown last on this channel, where it was one of numbers. */
async function findMenu(
  trx: Trx,
  { company_id: companyId, candidate_id: candidateId, id }: ApplicationRow,
  { channel }: Place,
): Promise<Menu | null> {
  if (!limitsOf(channel).cards?.numbered) return null;
  const { rows } = await sql<{ menu: Menu | null }>`
    select menu from messages
    where company_id = ${companyId} and candidate_id = ${candidateId} and application_id = ${id} and channel = ${channel}
      and direction = 'out' and purpose = ${offering} and created_at > now() - interval '7 days'
    order by id + 0 desc limit 1`.execute(trx);
  return rows[0]?.menu ?? null;
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
  if (!menu) return;
  const numbered = limitsOf(channel).cards?.numbered && {
    hint: words.replyWithNumber[language],
    longest: longestNumbered,
  };
  await say(trx, services, application, place, { purpose: offering, body: menuText(menu, numbered || null), menu });
}

/** Each part of an SMS is paid for; titles alone are enough to choose by. */
const longestNumbered = 450;

async function answerInquiry(
  trx: Trx,
  services: AnswerServices,
  application: ApplicationRow,
  place: Place,
  payloads: InboundPayload[],
): Promise<void> {
  const language = await languageOfCampaign(trx, application);
  if (payloads.every((payload) => payload.kind === 'opened')) {
    // The page of the web chat opens again with each look at it.
    if (place.channel === 'webchat' && (await spokenLately(trx, application, place))) return;
    await say(trx, services, application, place, { purpose: prompting, body: words.inquiryPrompt[language] });
  } else if (!(await spokenLately(trx, application, place, [prompting, offering])))
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
  if (channel !== 'webchat') afterCommit(trx, () => hints.publish(outboxHintFor(channel)));
}
