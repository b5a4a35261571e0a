import { sql } from 'kysely';
import { isKeyOf } from '#platform/blobs/guards.ts';
import type { Trx } from '#platform/db.ts';
import { addressesOf } from './queries.ts';

/** A file of theirs, and where it lies in what is given out. */
type StoredFile = { key: string; path: string };
export type PersonData = { person: object; files: StoredFile[] };

type Rows = {
  candidates: { photo: unknown }[];
  applications: { resume: unknown; resumeName: string | null; answers: { recording: unknown }[] }[];
  messages: { attachments: { key: unknown; name: unknown }[] }[];
};

/**
 * The rows of these people as they are, without what is nobody's but the program's. Where a column holds a file, it says where
 * the file lies. Details, events and whatever else came from outside are passed on, and never taken for one.
 */
export async function readPerson(trx: Trx, companyId: number, people: number[]): Promise<PersonData> {
  const rows = await readRows(trx, companyId, people);
  const { fileAt, files } = namer(companyId);
  const person = {
    ...rows,
    candidates: rows.candidates.map(({ photo, ...rest }) => ({ ...rest, ...fileAt(photo, 'photo') })),
    applications: rows.applications.map(({ resume, answers, ...rest }) => ({
      ...rest,
      ...fileAt(resume, rest.resumeName ?? 'resume'),
      answers: answers.map(({ recording, ...answer }) => ({ ...answer, ...fileAt(recording, 'answer') })),
    })),
    messages: rows.messages.map(({ attachments, ...rest }) => ({
      ...rest,
      attachments: attachments.map(({ key, ...file }) => ({ ...file, ...fileAt(key, String(file.name ?? 'file')) })),
    })),
  };
  return { person, files: files() };
}

/** Gives each file a place of its own; the same file has one place. */
function namer(companyId: number) {
  const paths = new Map<string, string>();
  const fileAt = (key: unknown, given: string): { file?: string } => {
    if (!isKeyOf(companyId, key)) return {};
    const clean = given.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-80) || 'file';
    const path = paths.get(key) ?? `files/${paths.size + 1}-${clean.replace(/^\.+/, '_')}`;
    paths.set(key, path);
    return { file: path };
  };
  return { fileAt, files: () => [...paths].map(([key, path]) => ({ key, path })) };
}

async function readRows(trx: Trx, companyId: number, people: number[]): Promise<Rows> {
  const of = sql`company_id = ${companyId} and candidate_id = any (${people}::bigint[])`;
  const addresses = await addressesOf(trx, companyId, people);
  const { rows } = await sql<{ person: Rows }>`
    with theirs as (select * from applications where ${of})
    select jsonb_build_object(
      'candidates', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'firstName', first_name, 'lastName', last_name,
          'email', email, 'phone', phone, 'createdAt', created_at, 'photo', photo_key) order by id), '[]')
        from candidates where company_id = ${companyId} and id = any (${people}::bigint[])),
      'contacts', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'since', created_at)), '[]')
        from candidate_contacts where ${of}),
      'formerly', (select coalesce(jsonb_agg(jsonb_build_object('field', field, 'value', value, 'until', until)), '[]')
        from candidate_formers where ${of}),
      'claimedContacts', (
        select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'at', claimed_at)), '[]')
        from claimed_contacts where ${of}),
      'merges', (select coalesce(jsonb_agg(jsonb_build_object('kept', kept_id, 'merged', merged_id, 'at', merged_at,
          'undoneAt', undone_at) order by id), '[]')
        from candidate_merges
        where company_id = ${companyId} and (kept_id = any (${people}::bigint[]) or merged_id = any (${people}::bigint[]))),
      'consent', jsonb_build_object('optedOut', (
        select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'address',
          case when address like 'erased:%' then null else address end, 'reason', reason, 'at', created_at)), '[]')
        from suppressions s where s.company_id = ${companyId} and (s.address = any (${addresses}::text[])
          or s.address in (select erased_address(${companyId}, s.channel, a) from unnest(${addresses}::text[]) as a))),
        'optedIn', (
        select coalesce(jsonb_agg(jsonb_build_object('channel', i.channel, 'address', a, 'at', i.at)), '[]')
        from unnest(${addresses}::text[]) as a join opt_ins i
          on i.company_id = ${companyId} and i.digest = erased_address(${companyId}, i.channel, a))),
      'applications', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'campaign', c.title, 'folder', a.folder,
          'source', a.source, 'details', a.others, 'addedAt', a.added_at, 'completedAt', a.completed_at,
          'lastActivityAt', a.last_activity_at, 'resume', a.resume_key, 'resumeName', a.resume_name,
          'labels', (select coalesce(jsonb_agg(l.name), '[]') from application_labels al
            join labels l on l.company_id = al.company_id and l.id = al.label_id
            where al.company_id = a.company_id and al.application_id = a.id),
          'answers', (select coalesce(jsonb_agg(jsonb_build_object('question', n.question_id, 'text', n.text,
              'number', n.number, 'choice', n.choice_id, 'recording', n.blob_key, 'transcript', n.transcript,
              'at', n.answered_at) order by n.position), '[]')
            from answers n where n.company_id = a.company_id and n.application_id = a.id),
          'shares', (${sharesOf}),
          'events', (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'by', e.actor, 'at', e.at, 'data', e.data)
              order by e.id), '[]')
            from application_events e where e.company_id = a.company_id and e.application_id = a.id)
        ) order by a.id), '[]')
        from theirs a left join campaigns c on c.company_id = a.company_id and c.id = a.campaign_id),
      'messages', (select coalesce(jsonb_agg(jsonb_build_object('at', created_at, 'direction', direction, 'by', author,
          'channel', channel, 'address', to_address, 'subject', subject, 'text', body, 'original', html,
          'attachments', attachments, 'status', status) order by id), '[]')
        from messages where ${of}),
      'comments', (select coalesce(jsonb_agg(jsonb_build_object('at', at, 'text', body) order by id), '[]')
        from comments where ${of})
    ) as person`.execute(trx);
  return rows[0]?.person as Rows;
}

/** Who outside of the team was shown an application, how much of it, and what they said. */
const sharesOf = sql`
  select coalesce(jsonb_agg(jsonb_build_object('shows', s.shows, 'at', s.created_at, 'expiresAt', s.expires_at,
    'revokedAt', s.revoked_at, 'views', s.views, 'lastSeenAt', s.last_seen_at,
    'recipients', (select coalesce(jsonb_agg(jsonb_build_object('address', m.to_address, 'note', m.note, 'at', m.created_at,
        'state', m.state) order by m.id), '[]')
      from share_mails m where m.company_id = s.company_id and m.share_id = s.id),
    'proposals', (select coalesce(jsonb_agg(jsonb_build_object('verdict', v.verdict, 'name', v.name, 'comment', v.comment,
        'at', v.at) order by v.id), '[]')
      from share_verdicts v where v.company_id = s.company_id and v.share_id = s.id)) order by s.id), '[]')
  from shares s where s.company_id = a.company_id and s.application_id = a.id`;
