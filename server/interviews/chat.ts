import { sql } from 'kysely';
import { presentAttachment } from '#channels/attachments.ts';
import type { Attachment } from '#channels/channel.ts';
import type { Prompt } from '#conversations/queue.ts';
import { advanceStatus } from '#conversations/status.ts';
import { isInquiry } from '#openings/inquiry.ts';
import type { Config } from '#platform/config.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import type { ChatMessage } from './chat-schema.ts';
import { type ChatLink, readChatToken } from './links.ts';
import { type InterviewSession, readSession } from './sessions.ts';

/** The application that a link opens. */
export type ChatApplication = {
  companyId: number;
  applicationId: number;
  candidateId: number;
  campaignId: number;
  campaignTitle: string;
  companyName: string;
  language: string;
};

type ChatServices = Pick<Services, 'config' | 'db'>;

/**
 * Opens the conversation that a link stands for. A link that we did not sign, that was revoked, or whose application is
 * gone: all answer alike.
 */
export function withChat<T>(
  services: ChatServices,
  token: string,
  work: (trx: Trx, chat: ChatApplication) => Promise<T>,
): Promise<T> {
  const link = readLink(services.config, token);
  return withCompany(services.db, link.companyId, async (trx) => work(trx, await requireChat(trx, link)));
}

export function readLink(config: Pick<Config, 'secret'>, token: string): ChatLink {
  const link = readChatToken(config, token);
  if (!link) throw noSuchChat();
  return link;
}

function noSuchChat() {
  return notFound('interview');
}

export async function requireChat(trx: Trx, link: ChatLink): Promise<ChatApplication> {
  const row = await trx
    .selectFrom('applications as a')
    .innerJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'a.company_id').onRef('c.id', '=', 'a.campaign_id'),
    )
    .innerJoin('companies as o', 'o.id', 'a.company_id')
    .select(['a.candidate_id', 'a.link_version', 'c.id as campaign_id', 'c.title', 'c.language', 'o.name'])
    .where('a.company_id', '=', link.companyId)
    .where('a.id', '=', link.applicationId)
    .executeTakeFirst();
  if (!row || row.link_version !== link.linkVersion) throw noSuchChat();
  return {
    companyId: link.companyId,
    applicationId: link.applicationId,
    candidateId: row.candidate_id,
    campaignId: row.campaign_id,
    campaignTitle: row.title,
    companyName: row.name,
    language: row.language,
  };
}

/** The newest of this many; a conversation by web chat is shorter. */
const shownMessages = 300;

/** What is new since the message `after`, where the interview stands, and what the page may answer now. */
export async function readChat(trx: Trx, config: Pick<Config, 'secret'>, chat: ChatApplication, after: number) {
  const { companyId, applicationId } = chat;
  // A message may commit after one with a higher id; what is ten seconds young is therefore given again.
  const { rows } = await sql<MessageRow>`
    select * from (
      select m.id, m.direction, m.author, u.name as author_name, m.body, m.attachments, m.prompt, m.client_key, m.status,
        m.created_at
      from messages m left join users u on u.company_id = m.company_id and u.id = m.user_id
      where m.company_id = ${companyId} and m.candidate_id = ${chat.candidateId}
        and m.application_id = ${applicationId} and m.channel = 'webchat'
        and (m.id > ${after} or m.created_at > now() - interval '10 seconds')
      order by m.id desc limit ${shownMessages}
    ) newest order by id`.execute(trx);
  const arrived = rows.filter((row) => row.direction === 'out' && row.status === 'sent');
  await advanceStatus(
    trx,
    arrived.map(({ id }) => ({ companyId, messageId: id, status: 'delivered' })),
  );
  const session = await readSession(trx, companyId, applicationId);
  const state = session ? chatState(session) : await stateWithout(trx, chat);
  return {
    messages: rows.map((row) => presentMessage(row, config)),
    state,
    prompt: state === 'asking' ? await currentPrompt(trx, chat) : null,
    progress: session
      ? {
          answered: session.state.answered.length + session.state.skipped.length,
          total: session.definition.questions.length,
        }
      : null,
  };
}

export function presentFrame(chat: ChatApplication) {
  return {
    campaign: { title: chat.campaignTitle },
    company: { name: chat.companyName },
    language: chat.language,
    textDirection: rightToLeft.has(chat.language.split('-')[0] ?? '') ? ('rtl' as const) : ('ltr' as const),
  };
}

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'ps', 'sd', 'yi', 'dv', 'ckb']);

type MessageRow = {
  id: number;
  direction: 'in' | 'out';
  author: ChatMessage['author'];
  author_name: string | null;
  body: string;
  attachments: Attachment[];
  prompt: Prompt | null;
  client_key: string | null;
  status: string;
  created_at: Date;
};

function presentMessage(row: MessageRow, config: Pick<Config, 'secret'>): ChatMessage {
  return {
    id: row.id,
    direction: row.direction,
    author: row.author,
    // The given name is enough for somebody outside of the company.
    authorName: row.author === 'user' ? (row.author_name?.split(' ')[0] ?? null) : null,
    body: row.body,
    attachments: row.attachments.map((attachment) => presentAttachment(attachment, config)),
    prompt: row.prompt,
    clientKey: row.direction === 'in' ? (row.client_key?.split(':')[1] ?? null) : null,
    status: row.status,
    at: row.created_at.toISOString(),
  };
}

async function stateWithout(trx: Trx, chat: ChatApplication): Promise<'inquiry' | 'not-started'> {
  const application = { company_id: chat.companyId, id: chat.applicationId, campaign_id: chat.campaignId };
  return (await isInquiry(trx, application)) ? 'inquiry' : 'not-started';
}

function chatState(session: InterviewSession): 'not-started' | 'asking' | 'stopped' | 'completed' {
  if (!session.state.started) return 'not-started';
  if (session.completedAt) return 'completed';
  return session.stoppedAt ? 'stopped' : 'asking';
}

/** How the bot's last question can be answered. */
async function currentPrompt(trx: Trx, chat: ChatApplication): Promise<Prompt | null> {
  const row = await trx
    .selectFrom('messages')
    .select('prompt')
    .where('company_id', '=', chat.companyId)
    .where('candidate_id', '=', chat.candidateId)
    .where('application_id', '=', chat.applicationId)
    .where('prompt', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.prompt ?? null) as Prompt | null;
}

/** The candidate has seen everything up to this message. */
export async function markRead(trx: Trx, chat: ChatApplication, messageId: number): Promise<number> {
  const rows = await trx
    .selectFrom('messages')
    .select('id')
    .where('company_id', '=', chat.companyId)
    .where('candidate_id', '=', chat.candidateId)
    .where('application_id', '=', chat.applicationId)
    .where('channel', '=', 'webchat')
    .where('direction', '=', 'out')
    .where('status', 'in', ['sent', 'delivered'])
    .where('id', '<=', messageId)
    .execute();
  const changes = rows.map(({ id }) => ({ companyId: chat.companyId, messageId: id, status: 'read' as const }));
  return (await advanceStatus(trx, changes)).length;
}
