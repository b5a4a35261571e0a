import { sql } from 'kysely';
import type { Identity } from '#channels/arrival.ts';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';

export type Visitor = { candidateId: number; applicationId: number };

const sources: Record<ChannelKind, string> = {
  webchat: 'Web chat',
  sms: 'SMS',
  email: 'E-mail',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  wechat: 'WeChat',
};

/**
 * Who writes, by what the channel vouches for, and in which of their applications: the one that they were last written to
 * about, else the newest. Somebody who is not known stands under No Campaign from now on.
 */
export async function findOrCreateVisitor(
  trx: Trx,
  companyId: number,
  identities: [Identity, ...Identity[]],
  channel: ChannelKind,
): Promise<Visitor> {
  const candidateId =
    (await findCandidate(trx, companyId, identities)) ??
    (await createCandidate(trx, companyId, identities)) ??
    // Made by another request at this moment, which has committed by now.
    (await findCandidate(trx, companyId, identities));
  if (candidateId === null) throw new Error('Somebody who has just written is not there.');
  const applicationId =
    (await findApplication(trx, companyId, candidateId, channel)) ??
    (await createApplication(trx, companyId, candidateId, channel));
  return { candidateId, applicationId };
}

async function findCandidate(trx: Trx, companyId: number, identities: Identity[]): Promise<number | null> {
  for (const { kind, value } of identities) {
    const row = await trx
      .selectFrom('candidate_contacts')
      .select('candidate_id')
      .where('company_id', '=', companyId)
      .where('kind', '=', kind)
      .where('value', '=', value)
      .executeTakeFirst();
    if (row) return row.candidate_id;
  }
  return null;
}

/** Null where somebody else was faster. An identity that is another person's is not taken from them. */
async function createCandidate(
  trx: Trx,
  companyId: number,
  identities: [Identity, ...Identity[]],
): Promise<number | null> {
  const [first, ...others] = identities;
  const phone = identities.find(({ kind }) => kind === 'phone')?.value ?? null;
  const email = identities.find(({ kind }) => kind === 'email')?.value ?? null;
  const { rows } = await sql<{ candidate_id: number }>`
    with contact as (
      insert into candidate_contacts (company_id, kind, value, candidate_id)
      values (${companyId}, ${first.kind}, ${first.value}, nextval('candidates_id_seq'))
      on conflict do nothing returning candidate_id
    ), person as (
      insert into candidates (company_id, id, phone, email) overriding system value
      select ${companyId}, candidate_id, ${phone}, ${email} from contact
    )
    select candidate_id from contact`.execute(trx);
  const [made] = rows;
  if (!made) return null;
  for (const { kind, value } of others)
    await trx
      .insertInto('candidate_contacts')
      .values({ company_id: companyId, kind, value, candidate_id: made.candidate_id })
      .onConflict((on) => on.doNothing())
      .execute();
  return made.candidate_id;
}

async function findApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  channel: ChannelKind,
): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    select coalesce(
      (select m.application_id from messages m
       join applications a on a.company_id = m.company_id and a.id = m.application_id
       where m.company_id = ${companyId} and m.candidate_id = ${candidateId} and m.channel = ${channel} and m.direction = 'out'
       order by m.id desc limit 1),
      (select max(id) from applications where company_id = ${companyId} and candidate_id = ${candidateId})) as id`.execute(
    trx,
  );
  return rows[0]?.id ?? null;
}

async function createApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  channel: ChannelKind,
): Promise<number> {
  // Two messages of the same moment make one application: the second waits, and finds it.
  await sql`select from candidates where company_id = ${companyId} and id = ${candidateId} for no key update`.execute(
    trx,
  );
  const present = await findApplication(trx, companyId, candidateId, channel);
  if (present !== null) return present;
  const { rows } = await sql<{ id: number }>`
    with application as (
      insert into applications (company_id, candidate_id, folder, source)
      values (${companyId}, ${candidateId}, 'no_campaign', ${sources[channel]}) returning id
    ), happened as (
      insert into application_events (company_id, application_id, candidate_id, kind, actor, data)
      select ${companyId}, id, ${candidateId}, 'added', 'candidate', ${JSON.stringify({ source: sources[channel] })}::jsonb
      from application
    )
    select id from application`.execute(trx);
  return (rows[0] as { id: number }).id;
}
