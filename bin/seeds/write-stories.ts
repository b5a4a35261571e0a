import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { excerpt } from '../../server/conversations/activity.ts';
import { initialState } from '../../server/interviews/engine/advance.ts';
import type { Story } from './story.ts';

type Place = { companyId: number; campaignId: number; users: string[] };

const iso = (at: number) => new Date(at).toISOString();
const userId = (place: Place, index: number | null) =>
  index === null ? null : (place.users[index % place.users.length] ?? null);

/** Stores stories as if they had happened, a statement a table. Returns the applications' ids in the order given. */
export async function writeStories(trx: Trx, place: Place, stories: Story[]): Promise<number[]> {
  const candidates = await writeCandidates(trx, place, stories);
  const applications = await writeApplications(trx, place, stories, candidates);
  const each = <T>(rows: (story: Story, ids: { candidateId: number; applicationId: number }) => T[]): string =>
    JSON.stringify(
      stories.flatMap((story, index) =>
        rows(story, { candidateId: candidates[index] as number, applicationId: applications[index] as number }),
      ),
    );

  await sql`
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data, at)
    select ${place.companyId}, a, c, ${place.campaignId}, kind, actor, u, data, at
    from json_to_recordset(${each((story, ids) => story.events.map((event) => ({ a: ids.applicationId, c: ids.candidateId, ...event, u: userId(place, event.user), at: iso(event.at) })))}::json)
      as r (a bigint, c bigint, kind text, actor text, u uuid, data jsonb, at timestamptz)`.execute(trx);
  await sql`
    insert into messages (company_id, candidate_id, application_id, direction, author, user_id, channel, purpose, subject, body, status, to_address, created_at, status_at)
    select ${place.companyId}, c, a, direction, author, u, channel, purpose, subject, body, status, address, at, at
    from json_to_recordset(${each((story, ids) =>
      story.messages.map((message) => ({
        a: ids.applicationId,
        c: ids.candidateId,
        ...message,
        u: userId(place, message.user),
        address:
          message.direction === 'in'
            ? null
            : message.channel === 'sms'
              ? story.phone
              : message.channel === 'email'
                ? story.email
                : null,
        at: iso(message.at),
      })),
    )}::json) as r (a bigint, c bigint, direction text, author text, u uuid, channel text, purpose text, subject text, body text, status text, address text, at timestamptz)`.execute(
    trx,
  );
  await sql`
    insert into interview_sessions (company_id, application_id, campaign_id, version, state, started_at, completed_at)
    select ${place.companyId}, a, ${place.campaignId}, 1, state, started, completed
    from json_to_recordset(${each((story, ids) => (story.startedAt === null ? [] : [{ a: ids.applicationId, state: stateOf(story), started: iso(story.startedAt), completed: story.completedAt && iso(story.completedAt) }]))}::json)
      as r (a bigint, state jsonb, started timestamptz, completed timestamptz)`.execute(trx);
  await sql`
    insert into answers (company_id, application_id, question_id, position, kind, text, choice_id, answered_at)
    select ${place.companyId}, a, q, position, kind, text, choice, at
    from json_to_recordset(${each((story, ids) => story.answers.map((answer) => ({ a: ids.applicationId, q: answer.questionId, ...answer, choice: answer.choiceId, at: iso(answer.at) })))}::json)
      as r (a bigint, q text, position smallint, kind text, text text, choice text, at timestamptz)`.execute(trx);
  await sql`
    insert into application_labels (company_id, application_id, label_id)
    select ${place.companyId}, a, l.id
    from json_to_recordset(${each((story, ids) => story.labels.map((label) => ({ a: ids.applicationId, label })))}::json) as r (a bigint, label text)
    join labels l on l.company_id = ${place.companyId} and l.automatic = r.label`.execute(trx);
  await sql`
    insert into comments (company_id, application_id, candidate_id, user_id, body, at)
    select ${place.companyId}, a, c, u, body, at
    from json_to_recordset(${each((story, ids) => story.comments.map((comment) => ({ a: ids.applicationId, c: ids.candidateId, u: userId(place, comment.user), body: comment.body, at: iso(comment.at) })))}::json)
      as r (a bigint, c bigint, u uuid, body text, at timestamptz)`.execute(trx);
  return applications;
}

async function writeCandidates(trx: Trx, { companyId }: Place, stories: Story[]): Promise<number[]> {
  const people = stories.map(({ firstName, lastName, email, phone, addedAt }) => ({
    first: firstName,
    last: lastName,
    email,
    phone,
    at: iso(addedAt),
  }));
  const { rows } = await sql<{ id: number }>`
    insert into candidates (company_id, first_name, last_name, email, phone, created_at)
    select ${companyId}, first, last, email, phone, at
    from rows from (json_to_recordset(${JSON.stringify(people)}::json) as (first text, last text, email text, phone text, at timestamptz)) with ordinality
    order by ordinality returning id`.execute(trx);
  const ids = rows.map((row) => row.id);
  const contacts = stories.flatMap(({ email, phone }, index) => [
    ...(email ? [{ kind: 'email', value: email, c: ids[index] }] : []),
    ...(phone ? [{ kind: 'phone', value: phone, c: ids[index] }] : []),
  ]);
  await sql`
    insert into candidate_contacts (company_id, kind, value, candidate_id)
    select ${companyId}, kind, value, c from json_to_recordset(${JSON.stringify(contacts)}::json) as r (kind text, value text, c bigint)
    on conflict do nothing`.execute(trx);
  return ids;
}

async function writeApplications(trx: Trx, place: Place, stories: Story[], candidates: number[]): Promise<number[]> {
  const rows = stories.map((story, index) => {
    const last = story.messages.toSorted((a, b) => a.at - b.at).at(-1);
    return {
      c: candidates[index],
      folder: story.folder,
      source: story.source,
      others: story.others,
      assignee: userId(place, story.assignee),
      unread: story.unread,
      last: last ? excerpt(last.body) : null,
      direction: last?.direction ?? null,
      channel: last?.channel ?? null,
      last_at: last ? iso(last.at) : null,
      added: iso(story.addedAt),
      completed: story.completedAt === null ? null : iso(story.completedAt),
      active: iso(story.lastActivityAt),
    };
  });
  const inserted = await sql<{ id: number }>`
    insert into applications (company_id, campaign_id, candidate_id, folder, source, others, assignee_id, unread, last_message, last_message_direction, last_message_channel, last_message_at, added_at, completed_at, last_activity_at)
    select ${place.companyId}, ${place.campaignId}, c, folder, source, others, assignee, unread, last, direction, channel, last_at, added, completed, active
    from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (c bigint, folder text, source text, others jsonb, assignee uuid, unread boolean,
      last text, direction text, channel text, last_at timestamptz, added timestamptz, completed timestamptz, active timestamptz)) with ordinality
    order by ordinality returning id`.execute(trx);
  return inserted.rows.map((row) => row.id);
}

function stateOf(story: Story) {
  return {
    ...initialState,
    started: true,
    completed: story.completedAt !== null,
    answered: story.answers.map((answer) => answer.questionId),
  };
}
