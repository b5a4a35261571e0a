import { type RawBuilder, sql } from 'kysely';
import { holdTurns, takeTurn } from '#campaigns/turns.ts';
import type { Identity } from '#channels/arrival.ts';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';
import { recordEvent } from './applications.ts';
import { recordTurn } from './assignment/assign.ts';

export type Visitor = {
  channel: ChannelKind;
  identities: [Identity, ...Identity[]];
  name?: string | undefined;
  referral?: Record<string, string> | undefined;
  /** For which they come. */
  campaignId?: number | undefined;
};

const sources: Record<ChannelKind, string> = {
  webchat: 'Web chat',
  sms: 'SMS',
  email: 'E-mail',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  wechat: 'WeChat',
};

export type Found = { candidateId: number; applicationId: number };

/** The same as `findOrCreateVisitor` for many, in the order given: those who are known take two queries together. */
export async function findOrCreateVisitors(
  trx: Trx,
  companyId: number,
  channel: ChannelKind,
  visitors: Visitor[],
): Promise<Found[]> {
  const known = await findKnown(trx, companyId, channel, visitors);
  const campaignIds = visitors.flatMap(({ campaignId }, at) => (known[at] ? [] : (campaignId ?? [])));
  await holdTurns(trx, companyId, campaignIds);
  const found: Found[] = [];
  for (const [at, visitor] of visitors.entries())
    found.push(known[at] ?? (await findOrCreateVisitor(trx, companyId, visitor)));
  return found;
}

/** Null where there is something to be stored first. */
async function findKnown(
  trx: Trx,
  companyId: number,
  channel: ChannelKind,
  visitors: Visitor[],
): Promise<(Found | null)[]> {
  const given = visitors.flatMap(({ identities }, visitor) =>
    identities.map(({ kind, value }, rank) => ({ visitor, rank, kind, value })),
  );
  const { rows } = await sql<Found & { visitor: number; identities: number }>`
    with known as (
      select g.visitor, (array_agg(c.candidate_id order by g.rank))[1] as candidate_id, count(*) as identities
      from json_to_recordset(${JSON.stringify(given)}::json) as g (visitor int, rank int, kind text, value text)
      join candidate_contacts c on c.company_id = ${companyId} and c.kind = g.kind and c.value = g.value
      group by g.visitor
    )
    select visitor, identities, candidate_id as "candidateId", ${applicationOf(companyId, sql`known.candidate_id`, channel)} as "applicationId"
    from known`.execute(trx);
  const byVisitor = new Map(rows.map((row) => [row.visitor, row]));
  return visitors.map(({ identities, campaignId }, at) => {
    const row = byVisitor.get(at);
    return row?.applicationId && campaignId === undefined && row.identities === identities.length ? row : null;
  });
}

/**
 * Who writes, by what the channel vouches for, and in which of their applications: the one that they were last written to
 * about, else the newest; in the campaign for which they come, if they say so. Somebody who is not known and comes for none
 * stands under No Campaign from now on.
 */
export async function findOrCreateVisitor(
  trx: Trx,
  companyId: number,
  visitor: Visitor,
): Promise<{ candidateId: number; applicationId: number }> {
  const { identities, channel } = visitor;
  const known = await findCandidate(trx, companyId, identities);
  const addressed = known === null ? await findAddressed(trx, companyId, visitor) : null;
  const candidateId =
    known ??
    addressed ??
    (await createCandidate(trx, companyId, visitor)) ??
    // Made by another request at this moment, which has committed by now.
    (await findCandidate(trx, companyId, identities));
  if (candidateId === null) throw new Error('Somebody who has just written is not there.');
  // That they answer does not make a claim their own.
  if (identities.length > 1 && addressed === null) await addIdentities(trx, companyId, candidateId, identities);
  const applicationId =
    (await joinCampaign(trx, companyId, candidateId, visitor)) ??
    (await findApplication(trx, companyId, candidateId, channel)) ??
    (await createApplication(trx, companyId, candidateId, visitor));
  return { candidateId, applicationId };
}

type WebVisitor = { firstName: string; lastName: string; email: string | null; phone: string | null };

/**
 * Somebody who applies on a page. Nobody vouches for what they type there: they are a candidate of their own, and the
 * addresses are claims. Where one is another's too, the application is labelled Duplicate. Returns the application.
 */
export async function createWebVisitor(
  trx: Trx,
  companyId: number,
  campaignId: number,
  { firstName, lastName, email, phone }: WebVisitor,
): Promise<number> {
  await holdTurns(trx, companyId, [campaignId]);
  const { id } = await trx
    .insertInto('candidates')
    .values({ company_id: companyId, first_name: firstName, last_name: lastName, email, phone })
    .returning('id')
    .executeTakeFirstOrThrow();
  const applicationId = await insertApplication(trx, companyId, id, { channel: 'webchat' }, campaignId);
  if (await claim(trx, companyId, id, { email, phone }))
    await sql`
      insert into application_labels (company_id, application_id, label_id)
      select company_id, ${applicationId}, id from labels
      where company_id = ${companyId} and automatic = 'duplicate'`.execute(trx);
  return applicationId;
}

/** Returns whether one of the addresses is somebody else's, or claimed by them. */
async function claim(
  trx: Trx,
  companyId: number,
  candidateId: number,
  { email, phone }: Pick<WebVisitor, 'email' | 'phone'>,
): Promise<boolean> {
  const { rows } = await sql<{ shared: boolean }>`
    with given as (
      select kind, value from (values ('email', ${email}::text), ('phone', ${phone}::text)) as g (kind, value) where value is not null
    ), claimed as (
      insert into claimed_contacts (company_id, kind, value, candidate_id)
      select ${companyId}::bigint, kind, value, ${candidateId}::bigint from given on conflict do nothing
    )
    select exists (
      select from candidate_contacts c join given g on g.kind = c.kind and g.value = c.value where c.company_id = ${companyId}
      union all
      select from claimed_contacts c join given g on g.kind = c.kind and g.value = c.value where c.company_id = ${companyId}
    ) as shared`.execute(trx);
  return rows[0]?.shared ?? false;
}

/** Whose claim the address is to which we have written last by this channel, of late: what comes from there is the answer. */
async function findAddressed(
  trx: Trx,
  companyId: number,
  { identities, channel, campaignId }: Visitor,
): Promise<number | null> {
  const given = identities.filter(({ kind }) => kind === 'phone' || kind === 'email');
  // Who comes for a campaign answers nothing.
  if (given.length === 0 || campaignId !== undefined) return null;
  const { rows } = await sql<{ candidateId: number }>`
    select k.candidate_id as "candidateId"
    from json_to_recordset(${JSON.stringify(given)}::json) as g (kind text, value text)
    join claimed_contacts k on k.company_id = ${companyId} and k.kind = g.kind and k.value = g.value
    cross join lateral (
      select m.id from messages m
      where m.company_id = k.company_id and m.candidate_id = k.candidate_id and m.channel = ${channel} and m.direction = 'out'
        and m.to_address = k.value and m.status not in ('queued', 'failed') and m.created_at > now() - interval '30 days'
      order by m.id + 0 desc limit 1
    ) written
    order by written.id desc limit 1`.execute(trx);
  return rows[0]?.candidateId ?? null;
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

/** Null where somebody else was faster. */
async function createCandidate(
  trx: Trx,
  companyId: number,
  { identities, name = '' }: Visitor,
): Promise<number | null> {
  const [first] = identities;
  const [firstName = '', ...lastName] = name.split(' ');
  const phone = identities.find(({ kind }) => kind === 'phone')?.value ?? null;
  const email = identities.find(({ kind }) => kind === 'email')?.value ?? null;
  const { rows } = await sql<{ candidate_id: number }>`
    with contact as (
      insert into candidate_contacts (company_id, kind, value, candidate_id)
      values (${companyId}, ${first.kind}, ${first.value}, nextval('candidates_id_seq'))
      on conflict do nothing returning candidate_id
    ), person as (
      insert into candidates (company_id, id, first_name, last_name, phone, email) overriding system value
      select ${companyId}, candidate_id, ${firstName}, ${lastName.join(' ')}, ${phone}, ${email} from contact
    )
    select candidate_id from contact`.execute(trx);
  return rows[0]?.candidate_id ?? null;
}

/** By any of them they are known the next time. One that is another person's is not taken from them. */
async function addIdentities(trx: Trx, companyId: number, candidateId: number, identities: Identity[]): Promise<void> {
  const rows = identities.map(({ kind, value }) => ({ company_id: companyId, kind, value, candidate_id: candidateId }));
  await trx
    .insertInto('candidate_contacts')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute();
}

async function findApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  channel: ChannelKind,
): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    select ${applicationOf(companyId, sql`${candidateId}::bigint`, channel)} as id`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Sorted by what is no index, or all that the company ever said might be gone through from its end. */
function applicationOf(companyId: number, candidateId: RawBuilder<unknown>, channel: ChannelKind) {
  return sql`coalesce(
    (select m.application_id from messages m
     join applications a on a.company_id = m.company_id and a.id = m.application_id
     where m.company_id = ${companyId} and m.candidate_id = ${candidateId} and m.channel = ${channel} and m.direction = 'out'
     order by m.id + 0 desc limit 1),
    (select max(a.id) from applications a where a.company_id = ${companyId} and a.candidate_id = ${candidateId}))`;
}

/**
 * The application in the campaign for which somebody comes; null where there is no such campaign, or no more. Who stood
 * under No Campaign leaves it for the Inbox of this one.
 */
export async function joinCampaign(
  trx: Trx,
  companyId: number,
  candidateId: number,
  visitor: Pick<Visitor, 'channel' | 'referral' | 'campaignId'>,
): Promise<number | null> {
  if (visitor.campaignId === undefined) return null;
  const campaign = await trx
    .selectFrom('campaigns')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', visitor.campaignId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!campaign) return null;
  await holdTurns(trx, companyId, [campaign.id]);
  await lockPerson(trx, companyId, candidateId);
  const present = await trx
    .selectFrom('applications')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('candidate_id', '=', candidateId)
    .where((is) => is.or([is('campaign_id', '=', campaign.id), is('campaign_id', 'is', null)]))
    .orderBy('campaign_id', (order) => order.asc().nullsLast())
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!present) return insertApplication(trx, companyId, candidateId, visitor, campaign.id);
  if (present.campaign_id === null) {
    const assignee_id = present.assignee_id ?? (await takeTurn(trx, companyId, campaign.id));
    const joined = { campaign_id: campaign.id, folder: 'inbox', assignee_id };
    await trx
      .updateTable('applications')
      .set(joined)
      .where('company_id', '=', companyId)
      .where('id', '=', present.id)
      .execute();
    const data = { from: present.folder, to: joined.folder };
    await recordEvent(trx, { ...present, ...joined }, { kind: 'moved', actor: 'candidate', data });
    if (assignee_id !== present.assignee_id) await recordTurn(trx, { ...present, ...joined });
  }
  return present.id;
}

async function createApplication(trx: Trx, companyId: number, candidateId: number, visitor: Visitor): Promise<number> {
  await lockPerson(trx, companyId, candidateId);
  const present = await findApplication(trx, companyId, candidateId, visitor.channel);
  return present ?? insertApplication(trx, companyId, candidateId, visitor, null);
}

/** Two messages of the same moment make one application: the second waits, and finds it. */
async function lockPerson(trx: Trx, companyId: number, candidateId: number): Promise<void> {
  await sql`select from candidates where company_id = ${companyId} and id = ${candidateId} for no key update`.execute(
    trx,
  );
}

async function insertApplication(
  trx: Trx,
  companyId: number,
  candidateId: number,
  { channel, referral }: Pick<Visitor, 'channel' | 'referral'>,
  campaignId: number | null,
): Promise<number> {
  const source = sources[channel];
  const assigneeId = campaignId === null ? null : await takeTurn(trx, companyId, campaignId);
  const { rows } = await sql<{ id: number }>`
    with application as (
      insert into applications (company_id, candidate_id, campaign_id, folder, source, assignee_id)
      values (${companyId}, ${candidateId}, ${campaignId}, ${campaignId === null ? 'no_campaign' : 'inbox'}, ${source}, ${assigneeId})
      returning id
    ), happened as (
      insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, data)
      select ${companyId}, id, ${candidateId}, ${campaignId}, 'added', 'candidate', ${JSON.stringify({ source, referral })}::jsonb
      from application
    )
    select id from application`.execute(trx);
  const { id } = rows[0] as { id: number };
  await recordTurn(trx, {
    company_id: companyId,
    id,
    candidate_id: candidateId,
    campaign_id: campaignId,
    assignee_id: assigneeId,
  });
  return id;
}
