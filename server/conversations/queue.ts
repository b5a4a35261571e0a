import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Attachment, ChannelKind, Menu } from '#channels/channel.ts';
import type { TemplateContent } from '#channels/templates/template.ts';
import type { Trx } from '#platform/db.ts';
import type { Hint } from '#platform/events.ts';
import { holding, keepsToHours } from './sending/hold.ts';
import { requireRules, type SendingRules } from './sending/rules.ts';

/** How a message can be answered on the candidate's page. */
export type Prompt = {
  questionId: string;
  accepts: ('text' | 'audio' | 'choice' | 'number')[];
  choices?: { id: string; label: string }[];
  allowSkip?: boolean;
};

/** A message to a candidate that is to go out. Its texts are final: nothing is filled in later. */
export type NewMessage = {
  candidateId: number;
  applicationId: number | null;
  channel: ChannelKind;
  author: 'bot' | 'user' | 'system';
  userId?: string | null;
  /** What made it: `invitation`, `completion`, `shortlisted`, `rejected`, `interview`, `message`. */
  purpose: string;
  subject?: string | null;
  body: string;
  html?: string | null;
  attachments?: Attachment[];
  prompt?: Prompt | null;
  menu?: Menu | null;
  /** The approved text that it is; `body` is how it reads. */
  template?: TemplateContent | null;
  /** E-mail address or phone (E.164); null for web chat, which the candidate's page fetches. */
  toAddress: string | null;
  /** The same key for the same candidate is the same message; a second one breaks a unique index. */
  clientKey?: string | null;
  /** It answers what the candidate has just done, so it does not wait for the company's hours. */
  atOnce?: boolean;
  /** Why it must not go out: it is kept as one that failed, for all to see. */
  failure?: { code: string; detail: string } | null;
};

/** To be published after the commit of a transaction that queued messages; without it they leave at the next poll. */
export const outboxHint: Hint = { companyId: 0, topic: 'outbox' };

/** The same where all of them go by one channel: lanes of others are left asleep. */
export function outboxHintFor(channel: ChannelKind): Hint {
  return { ...outboxHint, id: channel };
}

// One statement for any number of messages. Web chat is fetched by the page: such a message has arrived with its commit.
// Ids are given in the order in which the rows go in, which is how an outbox row finds what was said of its message.
const insertMessages = `
  with given as (
    select * from rows from (json_to_recordset($2::json) as (
      "candidateId" bigint, "applicationId" bigint, channel text, author text, "userId" uuid, purpose text, subject text,
      body text, html text, attachments jsonb, prompt jsonb, menu jsonb, template jsonb, "toAddress" text, "clientKey" text, waits boolean,
      "notBefore" timestamptz, "failureCode" text, "failureDetail" text
    )) with ordinality
  ), added as (
    insert into messages (company_id, candidate_id, application_id, direction, author, user_id, channel, purpose, subject,
      body, html, attachments, prompt, menu, template, to_address, client_key, status, error_code, error_detail)
    select $1, "candidateId", "applicationId", 'out', author, "userId", channel, purpose, subject,
      body, html, coalesce(attachments, '[]'), prompt, menu, template, "toAddress", "clientKey",
      case when "failureCode" is not null then 'failed' when channel = 'webchat' then 'sent' else 'queued' end,
      "failureCode", "failureDetail"
    from given order by ordinality
    returning id, candidate_id, channel, status
  ), numbered as (
    select *, row_number() over (order by id) as ordinality from added
  ), waiting as (
    insert into outbox (company_id, message_id, candidate_id, channel, waits, not_before, due_at)
    select $1, n.id, n.candidate_id, n.channel, g.waits, g."notBefore", coalesce(g."notBefore", now())
    from numbered n join given g using (ordinality) where n.status = 'queued'
  )
  select id from added order by id /* prepared */`;

/**
 * Stores messages and, for the channels that push, their outbox rows, in one statement of the caller's transaction. Those
 * that keep to the hours of `rules` are held back until then. Returns the ids in the order given. Publish `outboxHint`
 * after the commit.
 */
export async function queueMessages(
  client: pg.PoolClient,
  companyId: number,
  messages: NewMessage[],
  rules: SendingRules | null = null,
): Promise<number[]> {
  if (messages.length === 0) return [];
  const result = await client.query<{ id: number }>({
    name: 'queue messages',
    text: insertMessages,
    values: [companyId, JSON.stringify(toRows(messages, rules))],
  });
  return result.rows.map((row) => row.id);
}

/** The same inside of a Kysely transaction, by the company's rules as they are. */
export async function queueMessagesInTrx(trx: Trx, companyId: number, messages: NewMessage[]): Promise<number[]> {
  if (messages.length === 0) return [];
  const rules = messages.some(keepsToHours) ? await requireRules(trx, companyId) : null;
  const result = await trx.executeQuery<{ id: number }>(
    CompiledQuery.raw(insertMessages, [companyId, JSON.stringify(toRows(messages, rules))]),
  );
  return result.rows.map((row) => row.id);
}

/** Where the rules are not known here, they are looked at when the message is about to leave, as they are in any case. */
function toRows(messages: NewMessage[], rules: SendingRules | null) {
  const heldUntil = rules && holding(rules, new Date());
  return messages.map(({ failure, ...message }) => {
    const waits = keepsToHours(message);
    const notBefore = waits && heldUntil ? heldUntil({ channel: message.channel, to: message.toAddress }) : null;
    return { ...message, waits, notBefore, failureCode: failure?.code, failureDetail: failure?.detail };
  });
}
