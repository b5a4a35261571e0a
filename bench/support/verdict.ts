import { type Database, withSystem } from '#platform/db.ts';
import { spread } from './report.ts';
import type { Taken, Written } from './writing.ts';

type Row = {
  id: number;
  candidate_id: number;
  direction: string;
  author: string;
  body: string;
  status: string;
  created_at: Date;
};

/** What became of all that was written, by the database and by what the providers took. */
export async function judge(db: Database, companyId: number, outcome: Outcome) {
  const rows = await withSystem(db, (trx) =>
    trx
      .selectFrom('messages')
      .select(['id', 'candidate_id', 'direction', 'author', 'body', 'status', 'created_at'])
      .where('company_id', '=', companyId)
      .orderBy('id')
      .execute(),
  );
  const events = await withSystem(db, (trx) =>
    trx
      .selectFrom('inbound_events')
      .select(['candidate_id', 'payload', 'handled_at'])
      .where('company_id', '=', companyId)
      .execute(),
  );
  const handled = new Map(
    events.map((event) => [key(event.candidate_id ?? 0, (event.payload as { text: string }).text), event.handled_at]),
  );
  return {
    outbound: judgeOutbound(rows, outcome),
    inbound: judgeInbound(rows, outcome, handled),
    news: judgeNews(rows, outcome.taken),
  };
}

export type Outcome = { asked: Written[]; candidates: Written[]; taken: Taken[] };

const key = (candidateId: number, text: string) => `${candidateId} ${text}`;
const keyOf = ({ writer, text }: Written) => key(writer.candidateId, text);
const count = <T>(list: T[], is: (one: T) => boolean) => list.filter(is).length;

function judgeOutbound(rows: Row[], { asked, taken }: Outcome) {
  const own = rows.filter((row) => row.direction === 'out');
  const byMessage = Map.groupBy(taken, ({ messageId }) => messageId);
  const times = (row: Row) => byMessage.get(row.id)?.length ?? 0;
  const stored = Map.groupBy(own, (row) => key(row.candidate_id, row.body));
  const has = (row: Row) => ['sent', 'delivered', 'read'].includes(row.status);
  const twice = own.filter((row) => times(row) > 1);
  const waits = asked.flatMap((written) => {
    const [row] = stored.get(keyOf(written)) ?? [];
    const [first] = row ? (byMessage.get(row.id) ?? []) : [];
    return first ? [first.at - written.at] : [];
  });
  return {
    ofRecruiters: asked.length,
    ofTheBot: count(own, (row) => row.author === 'bot'),
    takenByProviders: taken.length,
    lost:
      count(asked, (written) => !stored.has(keyOf(written))) +
      count(own, (row) => (has(row) && times(row) === 0) || ['queued', 'sending', 'failed'].includes(row.status)),
    storedTwice: count(asked, (written) => (stored.get(keyOf(written))?.length ?? 0) > 1),
    duplicatedInSilence: count(twice, (row) => row.status !== 'unknown'),
    duplicatedButMarked: count(twice, (row) => row.status === 'unknown'),
    unknown: count(own, (row) => row.status === 'unknown'),
    unknownAndNotTaken: count(own, (row) => row.status === 'unknown' && times(row) === 0),
    outOfOrder: inversions(taken),
    milliseconds: spread(waits),
  };
}

/** Messages that a provider took after a later one of the same conversation. */
function inversions(taken: Taken[]): number {
  const conversations = Map.groupBy(taken, ({ channel, to }) => `${channel} ${to}`);
  return [...conversations.values()].reduce((sum, messages) => {
    let latest = 0;
    for (const { messageId } of messages) {
      if (messageId < latest) sum += 1;
      latest = Math.max(latest, messageId);
    }
    return sum;
  }, 0);
}

function judgeInbound(rows: Row[], { candidates }: Outcome, handled: Map<string, Date | null>) {
  const stored = Map.groupBy(
    rows.filter((row) => row.direction === 'in'),
    (row) => key(row.candidate_id, row.body),
  );
  const conversations = Map.groupBy(candidates, ({ writer }) => writer.candidateId);
  const waits = candidates.flatMap((written) => {
    const at = handled.get(keyOf(written))?.getTime();
    return at === undefined ? [] : [at - written.at];
  });
  let [outOfOrder, readLate] = [0, 0];
  for (const texts of conversations.values()) {
    const found = texts.flatMap((written) => stored.get(keyOf(written))?.slice(0, 1) ?? []);
    for (const [at, row] of found.entries()) {
      const next = found[at + 1];
      if (!next) continue;
      if (next.created_at < row.created_at) outOfOrder += 1;
      if (next.id < row.id) readLate += 1;
    }
  }
  return {
    written: candidates.length,
    lost: count(candidates, (written) => !stored.has(keyOf(written))),
    duplicated: count(candidates, (written) => (stored.get(keyOf(written))?.length ?? 0) > 1),
    outOfOrder,
    // Its webhook came when the bot had read the next one already; it stands in its place all the same.
    readAfterTheNext: readLate,
    milliseconds: spread(waits),
  };
}

/** What a provider told of a message must show on it at last: that it was read. */
function judgeNews(rows: Row[], taken: Taken[]) {
  const read = new Set(taken.filter(({ told }) => told.has('read')).map(({ messageId }) => messageId));
  return { told: read.size, lost: count(rows, (row) => read.has(row.id) && row.status !== 'read') };
}
