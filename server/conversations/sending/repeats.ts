import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Attachment } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { NewMessage } from '../queue.ts';
import { words } from '../words.ts';

type Said = {
  candidateId: number;
  channel: string;
  subject?: string | null;
  body: string;
  attachments?: unknown;
};

/** What was said last on each channel, by person and channel. */
export type LastSaid = Map<string, Said>;

const nameOf = ({ candidateId, channel }: Pick<Said, 'candidateId' | 'channel'>) => `${candidateId} ${channel}`;

// What failed has reached nobody, and the bot may well ask the same once more.
const lastText = `
  select distinct on (candidate_id, channel) candidate_id as "candidateId", channel, subject, body, attachments
  from messages
  where company_id = $1 and candidate_id = any ($2::bigint[]) and direction = 'out' and author <> 'bot'
    and status <> 'failed' and id <> $3
  order by candidate_id, channel, id desc`;

/** Of these people; `besides` is a message that is not to be looked at. */
export async function findLastSaid(
  trx: Trx,
  companyId: number,
  candidateIds: number[],
  besides = 0,
): Promise<LastSaid> {
  const query = CompiledQuery.raw(lastText, [companyId, candidateIds, besides]);
  return byName((await trx.executeQuery<Said>(query)).rows);
}

/** The same over the bare driver. */
export async function findLastSaidBy(
  client: pg.PoolClient,
  companyId: number,
  candidateIds: number[],
): Promise<LastSaid> {
  if (candidateIds.length === 0) return new Map();
  const { rows } = await client.query<Said>({
    name: 'last said',
    text: lastText,
    values: [companyId, candidateIds, 0],
  });
  return byName(rows);
}

function byName(rows: Said[]): LastSaid {
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** Whether this is exactly what the person was told last by this channel. Any edit lets it pass. */
export function isRepeat(last: LastSaid, message: Said): boolean {
  const before = last.get(nameOf(message));
  return before !== undefined && contentOf(before) === contentOf(message);
}

/** A file counts by what a person sees of it. */
function contentOf({ subject, body, attachments }: Said): string {
  const files = (attachments ?? []) as Attachment[];
  return JSON.stringify([subject ?? '', body, files.map(({ name, contentType, size }) => [name, contentType, size])]);
}

/** Throws `duplicate_message` where the person was told exactly this last; `besides` is the message itself. */
export async function refuseRepeat(trx: Trx, companyId: number, message: Said, besides: number): Promise<void> {
  const last = await findLastSaid(trx, companyId, [message.candidateId], besides);
  if (isRepeat(last, message)) throw conflict('duplicate_message', words.duplicateMessage);
}

/** What goes out by itself is not said twice in a row: a repeat is kept as one that was not sent, with the reason. */
export function withoutRepeats(last: LastSaid, messages: NewMessage[]): NewMessage[] {
  const failure = { code: 'duplicate_message', detail: words.duplicateMessage.en };
  return messages.map((message) => (isRepeat(last, message) ? { ...message, failure } : message));
}
