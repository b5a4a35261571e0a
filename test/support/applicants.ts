import { sql } from 'kysely';
import { storeInbound } from '#conversations/inbound-events.ts';
import { defaultSettings } from '#conversations/sending/rules.ts';
import type { InterviewDefinition } from '#interviews/definition.ts';
import { chatToken } from '#interviews/links.ts';
import type { Config } from '#platform/config.ts';
import { type Database, withSystem } from '#platform/db.ts';
import type { Authenticator, Session } from '#platform/http/access.ts';

export type Hiring = { companyId: number; ownerId: string; managerId: string; campaignId: number };

const spoken = { text: '' };

/** Four questions, one of each kind. */
export const fourQuestions: InterviewDefinition = {
  greeting: 'Hello! A few questions.',
  opening: { introduction: spoken, privacy: spoken, instructions: spoken },
  questions: [
    { id: 'why', text: 'Why do you want this job?', type: 'text', required: true },
    { id: 'voice', text: 'Tell us about yourself.', type: 'audio_or_text', required: true },
    { id: 'years', text: 'How many years of experience?', type: 'number', required: true, min: 0, max: 60 },
    {
      id: 'shift',
      text: 'Which shift?',
      type: 'choice',
      required: true,
      choices: [
        { id: 'day', label: 'Day' },
        { id: 'night', label: 'Night' },
      ],
    },
  ],
  closing: { text: 'Thank you, we will be in touch.' },
};

const texts = [
  [
    'invitation',
    'sms',
    '',
    'Hi <%= @candidate_name %>, your interview with <%= @company %>: <%= @messenger_interview_link %>',
  ],
  [
    'invitation',
    'email',
    'Your interview',
    '<p>Hi <%= @candidate_name %>, <a href="<%= @messenger_interview_link %>">begin</a></p>',
  ],
  ['completion', 'sms', '', 'Thanks <%= @candidate_name %>, we have your answers.'],
  ['shortlisted', 'sms', '', 'Good news, <%= @candidate_name %>!'],
  ['rejected', 'email', 'Your application', '<p>Dear <%= @candidate_name %>, not this time.</p>'],
] as const;

/** A company with an owner, a manager who is a member of its one campaign, texts, and an interview. */
export async function createHiring(
  db: Database,
  options: { name?: string; definition?: InterviewDefinition; language?: string } = {},
): Promise<Hiring> {
  const { name = 'Acme', definition = fourQuestions, language = 'en' } = options;
  return withSystem(db, async (trx) => {
    const company = await trx.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow();
    const companyId = company.id;
    // Thousands of messages to one number are what tests of the outbox send, and no limit's matter.
    await sql`
      insert into sending_settings (company_id, hours_on, hours, number_a_day, prefix_an_hour, prefix_digits)
      values (${companyId}, false, ${JSON.stringify(defaultSettings.hours)}, null, null, 7)`.execute(trx);
    const user = async (role: 'owner' | 'manager') => {
      const email = `${role}-${companyId}@example.com`;
      const row = await trx
        .insertInto('users')
        .values({ company_id: companyId, email, name: `${role} of ${name}`, role })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    };
    const [ownerId, managerId] = [await user('owner'), await user('manager')];
    const campaign = await trx
      .insertInto('campaigns')
      .values({ company_id: companyId, title: 'Agents', country: 'PH', language })
      .returning('id')
      .executeTakeFirstOrThrow();
    const ids = { company_id: companyId, campaign_id: campaign.id };
    await trx
      .insertInto('interviews')
      .values({ ...ids, version: 1, definition: JSON.stringify(definition) })
      .execute();
    await trx
      .insertInto('campaign_members')
      .values({ ...ids, user_id: managerId })
      .execute();
    await trx
      .insertInto('message_templates')
      .values(
        texts.map(([event, channel, subject, body]) => ({ ...ids, event, channel, subject, body, enabled: true })),
      )
      .execute();
    return { companyId, ownerId, managerId, campaignId: campaign.id };
  });
}

export type Applicant = { companyId: number; candidateId: number; applicationId: number };

/** A candidate with an application in the campaign; nothing is sent to them. */
export async function createApplicant(
  db: Database,
  hiring: Pick<Hiring, 'companyId'> & { campaignId: number | null },
  person: { firstName?: string; phone?: string | null; email?: string | null } = {},
): Promise<Applicant> {
  const { companyId, campaignId } = hiring;
  return withSystem(db, async (trx) => {
    const candidate = await trx
      .insertInto('candidates')
      .values({
        company_id: companyId,
        first_name: person.firstName ?? 'Ana',
        phone: person.phone === undefined ? '+639171234567' : person.phone,
        email: person.email === undefined ? 'ana@example.com' : person.email,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const application = await trx
      .insertInto('applications')
      .values({ company_id: companyId, campaign_id: campaignId, candidate_id: candidate.id, source: 'manual' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { companyId, candidateId: candidate.id, applicationId: application.id };
  });
}

/** The address under which this applicant's page speaks to the API. */
export function chatPath(config: Config, { companyId, applicationId }: Applicant, linkVersion = 1): string {
  return `/api/chat/${chatToken(config, { companyId, applicationId, linkVersion })}`;
}

/** For a test app: who calls stands in the header `x-test-session`, as JSON. */
export const sessionFromHeader: Authenticator = async (request) => {
  const header = request.headers['x-test-session'];
  return typeof header === 'string' ? (JSON.parse(header) as Session) : null;
};

export function as(role: 'owner' | 'manager', hiring: Hiring): Record<string, string> {
  const userId = role === 'owner' ? hiring.ownerId : hiring.managerId;
  const session: Session = { sessionId: userId, userId, companyId: hiring.companyId, role };
  return { 'x-test-session': JSON.stringify(session) };
}

/** Something that the candidate wrote, as it waits to be handled. */
export function storeText(db: Database, { companyId, candidateId, applicationId }: Applicant, text: string) {
  const payload = { kind: 'text', text } as const;
  const providerId = `${applicationId}:${crypto.randomUUID()}`;
  const event = { channel: 'webchat', providerId, candidateId, applicationId, payload } as const;
  return withSystem(db, (trx) => storeInbound(trx, companyId, event));
}

/** What a message table says now, newest last. */
export async function messagesOf(db: Database, { companyId, candidateId }: Applicant) {
  return withSystem(db, (trx) =>
    trx
      .selectFrom('messages')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('candidate_id', '=', candidateId)
      .orderBy('id')
      .execute(),
  );
}

export async function countRows(
  db: Database,
  table: 'outbox' | 'sandbox_messages' | 'inbound_events',
): Promise<number> {
  const { rows } = await withSystem(db, (trx) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(trx),
  );
  return rows[0]?.count ?? 0;
}
