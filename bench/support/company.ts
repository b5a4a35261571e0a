import { sql } from 'kysely';
import { hashPassword, setPassword } from '#accounts/passwords.ts';
import type { InterviewDefinition } from '#interviews/definition.ts';
import { type Database, withSystem } from '#platform/db.ts';
import { createHiring } from '#test/applicants.ts';

const spoken = { text: '' };
const written = (id: string, text: string) => ({ id, text, type: 'text' as const, required: true });

/** Three questions that take any answer, as what is sent at random is. */
export const threeQuestions: InterviewDefinition = {
  greeting: 'Hello! A few questions.',
  opening: { introduction: spoken, privacy: spoken, instructions: spoken },
  questions: [
    written('why', 'Why do you want this job?'),
    written('where', 'Where have you worked before?'),
    written('when', 'When can you start?'),
  ],
  closing: { text: 'Thank you, we will be in touch.' },
};

/** Somebody who has applied; `phone` without a plus, as WhatsApp writes it. */
export type Person = { companyId: number; candidateId: number; applicationId: number; phone: string };

export type Company = { companyId: number; campaignId: number; people: Person[]; owner: Owner };
/** Who calls the API as the company's owner. */
export type Owner = { email: string; password: string };

/** A company with a campaign, and people in it who are known by their phones; nothing is sent to them. */
export async function createCompany(db: Database, name: string, applicants: number): Promise<Company> {
  const { companyId, campaignId, ownerId } = await createHiring(db, { name, definition: threeQuestions });
  const owner = { email: `owner-${companyId}@example.com`, password: 'measuring all channels' };
  const hashed = await hashPassword(owner.password, owner.email);
  const people = await withSystem(db, async (trx) => {
    await setPassword(trx, ownerId, hashed);
    const { rows } = await sql<Person>`
      with person as (
        insert into candidates (company_id, first_name, last_name, phone)
        select ${companyId}, 'Ana', 'Reyes ' || n, '+63917' || lpad((${companyId} * 1000000 + n)::text, 7, '0')
        from generate_series(1, ${applicants}::int) n returning id, phone
      ), known as (
        insert into candidate_contacts (company_id, kind, value, candidate_id)
        select ${companyId}, 'phone', phone, id from person
      ), applied as (
        insert into applications (company_id, campaign_id, candidate_id, source)
        select ${companyId}, ${campaignId}, id, 'manual' from person returning id, candidate_id
      )
      select ${companyId}::bigint as "companyId", p.id as "candidateId", a.id as "applicationId", substr(p.phone, 2) as phone
      from person p join applied a on a.candidate_id = p.id order by a.id`.execute(trx);
    return rows;
  });
  await db.pool.query('vacuum (analyze) candidates, candidate_contacts, applications');
  return { companyId, campaignId, people, owner };
}

/** The session's cookie. */
export async function signIn(url: string, owner: Owner): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`Signing in answered ${response.status}.`);
  return cookie;
}

/** Connects a channel as an owner does; returns where its webhooks arrive. */
export async function connectChannel(
  url: string,
  cookie: string,
  connection: { channel: string; provider: string; values: Record<string, string> },
): Promise<string> {
  const headers = { 'content-type': 'application/json', cookie };
  const saved = await fetch(`${url}/api/channels`, { method: 'PUT', headers, body: JSON.stringify(connection) });
  if (!saved.ok) throw new Error(`Connecting ${connection.channel} answered ${saved.status}: ${await saved.text()}`);
  const channels = (await (await fetch(`${url}/api/channels`, { headers })).json()) as {
    channel: string;
    connection: { webhookUrl: string } | null;
  }[];
  const found = channels.find(({ channel }) => channel === connection.channel)?.connection;
  if (!found) throw new Error(`${connection.channel} is not connected.`);
  return found.webhookUrl;
}
