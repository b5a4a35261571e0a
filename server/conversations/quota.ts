import { sql } from 'kysely';
import type { ChannelKind } from '#channels/channel.ts';
import { type Opening, openingOf } from '#channels/limits.ts';
import type { Trx } from '#platform/db.ts';

type Correspondence = {
  companyId: number;
  candidateId: number;
  channel: ChannelKind;
  address: string;
  /** The message that is about to be sent does not count. */
  messageId?: number;
};

/**
 * What may still be sent to this address of a channel that counts messages; null where they never wrote from it. Counted by
 * the order in which messages were stored: the provider's clock is not ours.
 */
export async function findOpening(trx: Trx, correspondence: Correspondence): Promise<Opening | null> {
  const { companyId, candidateId, channel, address, messageId = 0 } = correspondence;
  const { rows } = await sql<{ written: Date | null; tapped: Date | null; answers: number; tapAnswers: number }>`
    with said as (
      select id, direction, purpose, status, created_at from messages
      where company_id = ${companyId} and candidate_id = ${candidateId} and channel = ${channel}
        and to_address = ${address} and id <> ${messageId}
    ), heard as (
      select max(created_at) filter (where purpose <> 'opened') as written,
        max(created_at) filter (where purpose = 'opened') as tapped,
        max(id) filter (where purpose <> 'opened') as written_id, max(id) filter (where purpose = 'opened') as tapped_id
      from said where direction = 'in'
    ), answered as (
      select id from said where direction = 'out' and status not in ('queued', 'failed')
    )
    select written, tapped,
      (select count(*) from answered where id > written_id) as answers,
      (select count(*) from answered where id > tapped_id) as "tapAnswers"
    from heard`.execute(trx);
  const [{ written, tapped, answers, tapAnswers } = never] = rows;
  return openingOf(channel, { at: written, answers }, { at: tapped, answers: tapAnswers }, new Date());
}

const never = { written: null, tapped: null, answers: 0, tapAnswers: 0 };
