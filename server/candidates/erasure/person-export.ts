import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { recordAudit } from '#accounts/audit.ts';
import { type Trx, withCompany, withSystem } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { requireApplication } from '../applications.ts';
import * as queries from './queries.ts';

type StoredFile = { key: string; name: string };

/**
 * All that is kept about the person behind an application, as a ZIP: `person.json`, and their files under `files/`. What was
 * given out, and to whom, is written down first. Files are read one after the other while the answer is sent.
 */
export async function exportPerson(services: Services, session: Session, applicationId: number): Promise<Readable> {
  const { companyId, userId } = session;
  const { candidate_id: candidateId } = await withCompany(services.db, companyId, (trx) =>
    requireApplication(trx, session, applicationId),
  );
  const { person, files } = await withSystem(services.db, async (trx) => {
    const people = await queries.withMerged(trx, companyId, [candidateId]);
    await recordAudit(trx, { companyId, userId, kind: 'candidate-exported', data: { candidateId } });
    return readPerson(trx, companyId, people);
  });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`${JSON.stringify(person, null, 2)}\n`), 'person.json');
  for (const { key, name } of files)
    zip.addReadStreamLazy(`files/${name}`, { compress: false }, (give) => {
      services.blobs.get(key).then(
        // A file that was removed meanwhile is empty in there.
        (blob) => give(null, blob?.stream ?? Readable.from([])),
        (error) => give(error, Readable.from([])),
      );
    });
  zip.end();
  return zip.outputStream as Readable;
}

/** The rows as they are, without what is nobody's but the program's; each file with the name that it has in the ZIP. */
async function readPerson(trx: Trx, companyId: number, people: number[]) {
  const of = sql`company_id = ${companyId} and candidate_id = any (${people}::bigint[])`;
  const { rows } = await sql<{ person: Record<string, unknown> }>`
    with theirs as (select * from applications where ${of})
    select jsonb_build_object(
      'candidates', (select jsonb_agg(jsonb_build_object('id', id, 'firstName', first_name, 'lastName', last_name,
          'email', email, 'phone', phone, 'createdAt', created_at, 'photo', photo_key) order by id)
        from candidates where company_id = ${companyId} and id = any (${people}::bigint[])),
      'contacts', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'since', created_at)), '[]')
        from candidate_contacts where ${of}),
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
  return nameFiles(rows[0]?.person ?? {});
}

/** Puts in place of each key the name under which its file lies beside this; the same file has one name. */
function nameFiles(person: Record<string, unknown>): { person: unknown; files: StoredFile[] } {
  const names = new Map<string, string>();
  const fileOf = (key: string, given: string) => {
    const clean = given.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-80) || 'file';
    const name = names.get(key) ?? `${names.size + 1}-${clean.replace(/^\.+/, '_')}`;
    names.set(key, name);
    return `files/${name}`;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    const { photo, resume, recording, key, ...rest } = value as Record<string, unknown>;
    const named = (one: unknown, name: string) => (typeof one === 'string' ? fileOf(one, name) : undefined);
    const file =
      named(photo, 'photo') ??
      named(resume, String(rest.resumeName ?? 'resume')) ??
      named(recording, 'answer') ??
      (rest.contentType ? named(key, String(rest.name ?? 'file')) : undefined);
    return {
      ...Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, walk(inner)])),
      ...(file && { file }),
    };
  };
  const walked = walk(person);
  return { person: walked, files: [...names].map(([key, name]) => ({ key, name })) };
}
