import type pg from 'pg';
import { excerpt } from '#conversations/activity.ts';
import { eventMessages } from '#conversations/event-messages.ts';
import { type NewMessage, queueMessages } from '#conversations/queue.ts';
import { findLastSaidBy, type LastSaid, withoutRepeats } from '#conversations/sending/repeats.ts';
import type { SendingRules } from '#conversations/sending/rules.ts';
import { chatLink } from '#interviews/links.ts';
import type { Config } from '#platform/config.ts';
import type { Words } from '#platform/sentences.ts';
import type { IntakeCampaign } from './intake-campaigns.ts';
import type { ReadPerson } from './intake-person.ts';
import * as queries from './intake-queries.ts';
import { words } from './words.ts';

/** One person on the way in; `repeat` says what becomes of somebody who is in this campaign already. */
export type Arrival = {
  person: ReadPerson;
  campaign: IntakeCampaign;
  source: string;
  repeat: 'second application' | 'keep';
};

export type Taken =
  | { outcome: 'created' | 'repeated'; applicationId: number; candidateId: number; duplicate: boolean }
  | { outcome: 'exists'; applicationId: number; candidateId: number }
  | { outcome: 'refused'; code: string; reason: Words; fields?: Record<string, Words> };

/** What is to be written for a batch, and what becomes of each of its people once that has committed. */
export type Plan = {
  rows: queries.ApplicationRow[];
  contacts: queries.ContactRow[];
  messages: NewMessage[];
  completions: { id: number; email: string | null; phone: string | null }[];
  taken: Taken[];
  /** How many of each campaign. */
  turns: Map<number, number>;
  /** By which the messages leave; null where nobody arrived. */
  rules: SendingRules | null;
};

/** Recognises people as if one came after the other, in the caller's transaction. Nothing is written yet. */
export async function planIntake(
  client: pg.PoolClient,
  config: Config,
  companyId: number,
  arrivals: Arrival[],
): Promise<Plan> {
  const people = arrivals.map((arrival) => arrival.person);
  const keys = people.flatMap((person) => person.idempotencyKey?.key ?? []);
  const campaignIds = new Set(arrivals.map((arrival) => arrival.campaign.id));
  const [, recognised, answers] = await Promise.all([
    queries.holdTurns(client, companyId, campaignIds),
    queries.recognise(client, companyId, people),
    queries.findAnswers(client, companyId, keys),
  ]);
  const ids = new Set(recognised.flatMap((found) => [found.byEmail, found.byPhone].filter((id) => id !== null)));
  const known = await queries.lockKnown(client, companyId, [...ids]);
  if (known.size < ids.size)
    throw Object.assign(new Error('A candidate was removed meanwhile.'), { code: queries.gaveWay });
  const lastSaid = await findLastSaidBy(client, companyId, [...ids]);
  return makePlan(companyId, config, arrivals, recognised, known, answers, lastSaid);
}

/**
 * Writes what was planned; all statements are sent before the first is answered, so the client has to be a pipelined one.
 * Fails with the SQLSTATE `gaveWay` where another transaction was faster: the whole is then to be begun again.
 */
export async function storePlan(
  client: pg.PoolClient,
  companyId: number,
  plan: Plan,
  actor: queries.Actor,
): Promise<void> {
  if (plan.rows.length === 0) return;
  await Promise.all([
    queries.storeApplications(client, companyId, plan.rows, plan.contacts, actor),
    queueMessages(client, companyId, plan.messages, plan.rules),
    queries.completeCandidates(client, companyId, plan.completions),
  ]);
}

function makePlan(
  companyId: number,
  config: Config,
  arrivals: Arrival[],
  recognised: queries.Recognised[],
  known: Map<number, queries.KnownCandidate>,
  kept: queries.KeptAnswer[],
  lastSaid: LastSaid,
): Plan {
  const rules = arrivals[0]?.campaign.rules ?? null;
  const plan: Plan = { rows: [], contacts: [], messages: [], completions: [], taken: [], turns: new Map(), rules };
  const owners = new Map<string, number>();
  const answers = new Map(kept.map((answer) => [`${answer.campaignId} ${answer.key}`, answer]));
  for (const [index, arrival] of arrivals.entries()) {
    const found = recognised[index] as queries.Recognised;
    const repeated = repeatedAnswer(arrival, answers);
    plan.taken.push(repeated ?? planOne(plan, companyId, config, arrival, found, known, owners, answers));
  }
  plan.messages = withoutRepeats(lastSaid, plan.messages);
  return plan;
}

function repeatedAnswer({ person, campaign }: Arrival, answers: Map<string, queries.KeptAnswer>): Taken | null {
  const { idempotencyKey } = person;
  const answer = idempotencyKey && answers.get(`${campaign.id} ${idempotencyKey.key}`);
  if (!answer) return null;
  if (answer.fingerprint !== idempotencyKey.fingerprint)
    return {
      outcome: 'refused',
      code: 'idempotency_key_reused',
      reason: words.keyReused,
    };
  const { applicationId, candidateId, duplicate } = answer;
  return { outcome: 'repeated', applicationId, candidateId, duplicate };
}

function planOne(
  plan: Plan,
  companyId: number,
  config: Config,
  { person, campaign, source, repeat }: Arrival,
  found: queries.Recognised,
  known: Map<number, queries.KnownCandidate>,
  owners: Map<string, number>,
  answers: Map<string, queries.KeptAnswer>,
): Taken {
  const { email } = person;
  const emailOwner = email === null ? null : (found.byEmail ?? owners.get(`email ${email}`) ?? null);
  const phoneOwner = person.phone === null ? null : (found.byPhone ?? owners.get(`phone ${person.phone}`) ?? null);
  const candidateId = emailOwner ?? phoneOwner ?? found.newCandidateId;
  // Recognised by e-mail, they may have given a phone that is somebody else's: it is neither kept nor written to.
  const phone = phoneOwner === null || phoneOwner === candidateId ? person.phone : null;
  const isNew = emailOwner === null && phoneOwner === null;
  const candidate = known.get(candidateId) ?? { id: candidateId, email, phone, applications: [] };
  known.set(candidateId, candidate);

  const present = candidate.applications.find((application) => application.campaignId === campaign.id);
  if (present && repeat === 'keep') return { outcome: 'exists', applicationId: present.id, candidateId };

  const claim = (kind: 'email' | 'phone', value: string) => {
    plan.contacts.push({ kind, value, candidate_id: candidateId });
    owners.set(`${kind} ${value}`, candidateId);
  };
  if (email !== null && emailOwner === null) claim('email', email);
  if (phone !== null && phoneOwner === null) claim('phone', phone);
  const gained = { email: candidate.email ? null : email, phone: candidate.phone ? null : phone };
  if (!isNew && (gained.email || gained.phone)) plan.completions.push({ id: candidateId, ...gained });
  candidate.email ??= email;
  candidate.phone ??= phone;

  const duplicate = candidate.applications.length > 0;
  const { applicationId, accessCode } = found;
  candidate.applications.push({ id: applicationId, campaignId: campaign.id });
  const invitation = eventMessages({
    event: 'invitation',
    templates: campaign.templates,
    candidate: {
      id: candidateId,
      firstName: person.firstName,
      email: email ?? candidate.email,
      phone: phone ?? candidate.phone,
    },
    application: { id: applicationId, accessCode, others: person.others },
    company: { name: campaign.companyName },
    links: { chat: chatLink(config, { companyId, applicationId, linkVersion: 1 }) },
  });
  plan.messages.push(...invitation);
  const turn = (plan.turns.get(campaign.id) ?? 0) + 1;
  plan.turns.set(campaign.id, turn);
  plan.rows.push({
    id: applicationId,
    candidate_id: candidateId,
    is_new: isNew,
    campaign_id: campaign.id,
    turn,
    first_name: person.firstName,
    last_name: person.lastName,
    email,
    phone,
    source: person.source ?? source,
    others: person.others,
    resume_key: person.resume?.key ?? null,
    resume_name: person.resume?.name ?? null,
    access_code: accessCode,
    last_message: invitation[0] ? excerpt(invitation[0].body) : null,
    invited: invitation.length > 0 ? invitation.map((message) => message.channel) : null,
    duplicate_label: duplicate ? campaign.duplicateLabelId : null,
    idempotency_key: person.idempotencyKey?.key ?? null,
    fingerprint: person.idempotencyKey?.fingerprint ?? null,
  });
  const made = { applicationId, candidateId, duplicate };
  if (person.idempotencyKey) {
    const { key, fingerprint } = person.idempotencyKey;
    answers.set(`${campaign.id} ${key}`, { key, fingerprint, campaignId: campaign.id, ...made });
  }
  return { outcome: 'created', ...made };
}
