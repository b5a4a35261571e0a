import { randomUUID } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import type { Attachment, ChannelKind, Choices, Menu, Thread } from '#channels/channel.ts';
import type { TemplateContent } from '#channels/templates/template.ts';
import { inOrderOfIndex, type Trx } from '#platform/db.ts';

/** A claimed message, with what its channel needs to know and whether it may be sent at all. */
export type ClaimedMessage = {
  companyId: number;
  messageId: number;
  retries: number;
  candidateId: number;
  applicationId: number | null;
  channel: ChannelKind;
  author: 'bot' | 'user' | 'system';
  to: string | null;
  subject: string | null;
  body: string;
  html: string | null;
  attachments: Attachment[];
  choices: Choices | null;
  menu: Menu | null;
  template: TemplateContent | null;
  thread: Thread | null;
  automatic: boolean;
  /** When the person wrote last from this address; told only where a channel minds. */
  heardAt: Date | null;
  senderName: string;
  language: string;
  attempts: number;
  /** Of the claim by which we hold it. */
  claimId: string;
  /** By which it is sent; null for the operator's mail server and the sandbox. */
  connectionId: number | null;
  /** When it was given to the provider; where its sender died, when that began. */
  sendingSince: Date;
  suppressed: string | null;
  /** The application that it is about was deleted, perhaps with its campaign. */
  orphaned: boolean;
  /** It keeps to the company's hours. */
  waits: boolean;
  /** The month in which its parts were counted, as SMS. */
  counted: string | null;
};

/** `inHand` is what this process works on at the moment; of that, `withProvider` is what a provider has not answered yet. */
export type Claimant = { leaseMs: number; inHand: Set<ClaimedMessage>; withProvider: Set<ClaimedMessage> };

const claimedColumns = `
  m.company_id as "companyId", m.id as "messageId", m.retries, m.candidate_id as "candidateId", m.application_id as "applicationId",
  m.channel, m.author, m.to_address as "to", m.subject, m.body, m.html, m.attachments,
  case when m.prompt ? 'choices' then jsonb_build_object('questionId', m.prompt ->> 'questionId',
    'options', m.prompt -> 'choices') end as choices, m.menu, m.template,
  m.author <> 'user' as automatic,
  case when m.channel = 'email' then (
    select jsonb_build_object('subject', (array_agg(t.subject order by t.id desc) filter (where t.subject <> ''))[1],
      'ids', coalesce(jsonb_agg(t.mail_id order by t.id) filter (where t.mail_id <> ''), '[]'))
    from (
      select i.id, i.subject, split_part(i.provider_id, ' ', 1) as mail_id from messages i
      where (i.company_id, i.candidate_id, i.id) >= (m.company_id, m.candidate_id, 0)
        and (i.company_id, i.candidate_id, i.id) < (m.company_id, m.candidate_id, m.id) and i.channel = 'email'
        and i.application_id is not distinct from m.application_id
      order by i.company_id desc, i.candidate_id desc, i.id desc limit 10
    ) t) end as thread,
  case when m.channel = any (array['whatsapp', 'messenger', 'wechat']) then (
    select max(heard.created_at) from (
      select i.created_at from messages i
      where (i.company_id, i.candidate_id, i.id) >= (m.company_id, m.candidate_id, 0)
        and (i.company_id, i.candidate_id, i.id) < (m.company_id, m.candidate_id + 1, 0)
        and i.channel = m.channel and i.direction = 'in' and i.to_address = m.to_address
      order by i.company_id desc, i.candidate_id desc, i.id desc limit 10
    ) heard) end as "heardAt",
  m.status_at as "sendingSince", c.attempts, c.claimed_by as "claimId", c.waits,
  to_char(c.counted, 'YYYY-MM-DD HH24:MI:SS') as counted,
  c.connection_id as "connectionId", company.name as "senderName",
  coalesce(campaign.language, company.language) as language,
  (select s.reason from suppressions s
   where s.company_id = m.company_id and s.channel = m.channel
     and s.address = any (array[lower(m.to_address), erased_address(m.company_id, m.channel, m.to_address)])
   limit 1) as suppressed,
  m.application_id is not null and (a.id is null or exists (
    select from campaign_deletions d where d.company_id = a.company_id and d.campaign_id = a.campaign_id)) as orphaned`;

const claimedJoins = `
  join companies company on company.id = m.company_id
  left join applications a on a.company_id = m.company_id and a.id = m.application_id
  left join campaigns campaign on campaign.company_id = a.company_id and campaign.id = a.campaign_id`;

// Who has something due is found by skipping through the index from company to company; `open` says of whom how many may be
// taken, and of each the oldest are. A message waits for the earlier ones of its conversation and channel, though not for
// one that is held back for the company's hours. Where there is room for one, chance picks the company: by age one with
// thousands would go before all others. With 100,000 due and as many held back in three companies: Index Only Scan on
// outbox_due per company, then as many of its rows as are taken (Index Scan, Limit), for each the first of its conversation
// on outbox_conversation: 500 picked in 2 ms, claimed in 12 ms. With 50,000 of one company and a few of another: 200 claimed
// in 6 ms, 2 in 0.8 ms; planning would take 1.5 ms more, so it is prepared, for `inOrderOfIndex`.
const claim = (open: string, also = '') => `
  with recursive senders as (
    (select channel, company_id, due_at from outbox where claimed_by is null order by channel, company_id, due_at limit 1)
    union all
    select next.channel, next.company_id, next.due_at from senders s cross join lateral (
      select o.channel, o.company_id, o.due_at from outbox o
      where o.claimed_by is null and (o.channel, o.company_id) > (s.channel, s.company_id)
      order by o.channel, o.company_id, o.due_at limit 1
    ) next
  ), open as (${open}
  ), picked as (
    select w.company_id, w.message_id, w.connection_id from open s cross join lateral (
      select o.company_id, o.message_id, o.due_at, s.connection_id from outbox o
      where o.channel = s.channel and o.company_id = s.company_id and o.claimed_by is null and o.due_at <= now()
        and o.message_id = (
          select next.message_id from outbox next
          where (next.company_id, next.candidate_id, next.channel, next.message_id) >= (o.company_id, o.candidate_id, o.channel, 0)
            and (next.not_before is null or next.not_before <= now())
          order by next.company_id, next.candidate_id, next.channel, next.message_id limit 1
        )
      order by o.due_at, o.message_id limit s.size for update of o skip locked
    ) w
    order by row_number() over (partition by w.company_id order by w.due_at, w.message_id), random()
    limit $2
  ), c as (
    update outbox o
    set claimed_by = $3, claimed_until = now() + $4 * interval '1 millisecond', attempts = least(o.attempts + 1, 30000),
      connection_id = picked.connection_id
    from picked where o.company_id = picked.company_id and o.message_id = picked.message_id
    returning o.company_id, o.message_id, o.attempts, o.claimed_by, o.connection_id, o.waits, o.counted
  ), m as (
    update messages m set status = 'sending', status_at = now(), error_code = null, error_detail = null
    from c where m.company_id = c.company_id and m.id = c.message_id
    returning m.*
  )${also}
  select ${claimedColumns}
  from m join c on c.company_id = m.company_id and c.message_id = m.id ${claimedJoins}
  order by m.id /* prepared */`;

// Companies that have connected no provider; all get the same share.
const claimShared = claim(`
    select s.channel, s.company_id, null::bigint as connection_id,
      greatest(ceil($2::numeric / greatest(count(*) over (), 1)), 1)::int as size
    from senders s
    where s.channel = any ($1::text[]) and s.due_at <= now() and not exists (
      select from channel_connections n
      where n.company_id = s.company_id and n.channel = s.channel and n.disconnected_at is null
    )`);

// Connections to one provider, each by its own measure: those that are paused take nothing, one that has just failed
// tries a single message. Up to a second's worth (or one message, where the rate is lower) may leave at once.
const claimConnected = claim(
  `
    select n.channel, n.company_id, n.id as connection_id, greatest(0, least(
        case when n.failures > 0 then 1 else $6::int end - coalesce(hand.messages, 0),
        floor(greatest(n.rate, 1) - n.rate * extract(epoch from greatest(n.free_at, now()) - now()))::int
      )) as size
    from senders s
    join channel_connections n on n.company_id = s.company_id and n.channel = s.channel and n.disconnected_at is null
    left join json_to_recordset($7::json) as hand (id bigint, messages int) on hand.id = n.id
    where s.channel = any ($1::text[]) and s.due_at <= now() and n.provider = $5 and (n.paused_until is null or n.paused_until <= now())
    for no key update of n skip locked`,
  `, spent as (
    update channel_connections n
    set free_at = greatest(n.free_at, now()) + taken.messages / n.rate * interval '1 second'
    from (select company_id, connection_id, count(*)::real as messages from c group by 1, 2) taken
    where n.company_id = taken.company_id and n.id = taken.connection_id
  )`,
);

/** Which messages a lane takes: of companies without a provider of their own, or by connections to this provider. */
export type Claimed = { kinds: ChannelKind[]; connection?: { provider: string; concurrency: number } };

/**
 * Takes up to `limit` messages that are due, fairly from all companies. To be committed before the provider hears of them;
 * where nobody can tell whether it was, `releaseClaim` takes the claim back.
 */
export async function claimMessages(
  trx: Trx,
  { kinds, connection }: Claimed,
  limit: number,
  claimId: string,
  { leaseMs, withProvider }: Claimant,
): Promise<ClaimedMessage[]> {
  const values = [kinds, limit, claimId, leaseMs];
  const query = connection
    ? CompiledQuery.raw(claimConnected, [
        ...values,
        connection.provider,
        connection.concurrency,
        countByConnection(withProvider),
      ])
    : CompiledQuery.raw(claimShared, values);
  await inOrderOfIndex(trx);
  return (await trx.executeQuery<ClaimedMessage>(query)).rows;
}

/** Back into the queue, as if it had not been claimed: nothing of it was given to a provider. */
export async function releaseClaim(trx: Trx, claimId: string): Promise<void> {
  await trx.executeQuery(
    CompiledQuery.raw(
      `with again as (
         update outbox set claimed_by = null, claimed_until = null, attempts = attempts - 1
         where claimed_by is not null and claimed_by = $1 returning company_id, message_id
       )
       update messages m set status = 'queued', status_at = now() from again
       where m.company_id = again.company_id and m.id = again.message_id and m.status = 'sending'`,
      [claimId],
    ),
  );
}

function countByConnection(messages: Set<ClaimedMessage>): string {
  const counts = Map.groupBy(messages, (message) => message.connectionId);
  return JSON.stringify([...counts].map(([id, ofConnection]) => ({ id, messages: ofConnection.length })));
}

const takeOver = `
  with c as (
    update outbox o set claimed_by = $2, claimed_until = now() + $3 * interval '1 millisecond'
    from (
      select company_id, message_id from outbox
      where claimed_by is not null and claimed_until < now() and channel = any ($1::text[])
        and (connection_id is null) = ($4::text is null)
        and ($4::text is null or exists (
          select from channel_connections n
          where n.company_id = outbox.company_id and n.id = outbox.connection_id and n.provider = $4))
      order by claimed_until limit 500 for update skip locked
    ) left_behind
    where o.company_id = left_behind.company_id and o.message_id = left_behind.message_id
    returning o.company_id, o.message_id, o.attempts, o.claimed_by, o.connection_id, o.waits, o.counted
  )
  select ${claimedColumns}
  from c join messages m on m.company_id = c.company_id and m.id = c.message_id ${claimedJoins}`;

/** Takes over messages whose sender gave no sign of life for the time of its lease. They may have gone out or not. */
export async function takeOverMessages(
  trx: Trx,
  { kinds, connection }: Claimed,
  { leaseMs }: Claimant,
): Promise<ClaimedMessage[]> {
  await inOrderOfIndex(trx);
  const query = CompiledQuery.raw(takeOver, [kinds, randomUUID(), leaseMs, connection?.provider ?? null]);
  return (await trx.executeQuery<ClaimedMessage>(query)).rows;
}

/** A sign of life for what is in hand, and not for what was, the outcome of which could not be recorded. */
export async function extendClaims(trx: Trx, { leaseMs, inHand }: Claimant): Promise<void> {
  const messages = Array.from(inHand, ({ companyId, messageId, claimId }) => ({ companyId, messageId, claimId }));
  if (messages.length === 0) return;
  await trx.executeQuery(
    CompiledQuery.raw(
      `update outbox o set claimed_until = now() + $2 * interval '1 millisecond'
       from json_to_recordset($1::json) as g ("companyId" bigint, "messageId" bigint, "claimId" uuid)
       where o.company_id = g."companyId" and o.message_id = g."messageId" and o.claimed_by = g."claimId"`,
      [JSON.stringify(messages), leaseMs],
    ),
  );
}
