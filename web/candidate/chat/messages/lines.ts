import type { Attachment, ChatMessage } from '../api.ts';
import type { QueuedItem } from '../outbox/queue.ts';
import { sameDay } from './days.ts';

/** One bubble, with how it stands to its neighbours. */
export type Line = {
  /** Stays the same when the server confirms a message, so that the bubble stays where it is. */
  key: string;
  side: 'own' | 'other';
  author: ChatMessage['author'];
  authorName: string | null;
  body: string;
  attachments: Attachment[];
  at: Date;
  /** Not yet confirmed by the server. */
  queued: QueuedItem | null;
  startsDay: boolean;
  /** First and last of a run of bubbles of one person. */
  first: boolean;
  last: boolean;
  /** Somebody else than before speaks to the candidate: their name is shown. */
  named: boolean;
};

const runMs = 5 * 60_000;

/** Joins what came with what was there by id, the newer reading winning, in the order of the ids. */
export function mergeMessages(known: readonly ChatMessage[], arrived: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of arrived) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.id - other.id);
}

/** The bubbles to show: all messages but the bot's held back ones, then what is on its way. */
export function toLines(
  messages: readonly ChatMessage[],
  queue: readonly QueuedItem[],
  held: ReadonlySet<number>,
): Line[] {
  const confirmed = new Set(messages.map((message) => message.clientKey));
  const shown = messages.filter((message) => !held.has(message.id) && !isEmpty(message)).map(lineOfMessage);
  const waiting = queue.filter((item) => !confirmed.has(item.key)).map(lineOfItem);
  const lines = [...shown, ...waiting];
  let speaker: Line | undefined;
  return lines.map((line, index) => {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    const startsDay = !before || !sameDay(before.at, line.at);
    if (startsDay) speaker = undefined;
    const named = line.side === 'other' && !sameVoice(speaker, line);
    if (line.side === 'other') speaker = line;
    return {
      ...line,
      named,
      startsDay,
      first: startsDay || !sameRun(before, line),
      last: !after || !sameDay(line.at, after.at) || !sameRun(line, after),
    };
  });
}

function isEmpty(message: ChatMessage): boolean {
  return !message.body.trim() && message.attachments.length === 0;
}

function lineOfMessage(message: ChatMessage): Line {
  const { author, authorName, body, attachments } = message;
  const side = message.direction === 'in' ? 'own' : 'other';
  const key = (side === 'own' && message.clientKey) || String(message.id);
  return { ...single, key, side, author, authorName, body, attachments, at: new Date(message.at), queued: null };
}

function lineOfItem(item: QueuedItem): Line {
  const { key, text: body } = item;
  return {
    ...single,
    key,
    body,
    side: 'own',
    author: 'candidate',
    authorName: null,
    attachments: [],
    at: new Date(item.at),
    queued: item,
  };
}

const single = { startsDay: false, first: true, last: true, named: false };

function sameRun(one: Line | undefined, other: Line): boolean {
  if (!one || one.side !== other.side || !sameVoice(one, other)) return false;
  return other.at.getTime() - one.at.getTime() < runMs;
}

/** What the bot asks and what is sent by itself at an event are the same to who reads it. */
function sameVoice(one: Line | undefined, other: Line): boolean {
  const automatic = (line: Line) => line.author === 'bot' || line.author === 'system';
  if (!one) return false;
  return one.author === other.author ? one.authorName === other.authorName : automatic(one) && automatic(other);
}
