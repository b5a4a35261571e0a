import type { ApplicationRow } from '#candidates/applications.ts';
import type { ChannelKind } from '#channels/channel.ts';
import { type Limits, limitsOf } from '#channels/limits.ts';
import type { NewMessage, Prompt } from '#conversations/queue.ts';
import { findHeard } from '#conversations/reach.ts';
import type { Trx } from '#platform/db.ts';
import type { Choice, Question } from './definition.ts';
import type { Effect } from './engine/types.ts';

/** Where the candidate is, and the bot answers. */
export type Place = { channel: ChannelKind; address: string | null };

/** Where an answer on this channel goes: to the address from which they wrote last. */
export async function findPlace(trx: Trx, application: ApplicationRow, channel: ChannelKind): Promise<Place> {
  if (channel === 'webchat') return { channel, address: null };
  const heard = await findHeard(trx, application.company_id, application.candidate_id);
  return { channel, address: heard.get(channel)?.address ?? null };
}

export type Said = { text: string; prompt: Prompt | null };

export function saidBy(effects: Effect[]): Said[] {
  return effects.flatMap((effect): Said[] => {
    if ((effect.kind !== 'say' && effect.kind !== 'ask') || !effect.text) return [];
    if (effect.kind === 'say') return [{ text: effect.text, prompt: null }];
    const { questionId, accepts, allowSkip, choices } = effect;
    return [{ text: effect.text, prompt: { questionId, accepts, allowSkip, ...(choices ? { choices } : {}) } }];
  });
}

/** What was said in one turn, as messages of this channel. */
export function spokenMessages(application: ApplicationRow, said: Said[], { channel, address }: Place): NewMessage[] {
  return partsOf(said, limitsOf(channel)).map(({ text, prompt }) => ({
    candidateId: application.candidate_id,
    applicationId: application.id,
    channel,
    author: 'bot',
    purpose: 'interview',
    body: text,
    prompt,
    toAddress: address,
  }));
}

/** Whether this channel shows the choices of a question with their numbers. */
export function numberedOn(channel: ChannelKind) {
  const { tappable } = limitsOf(channel);
  return ({ text, choices = [] }: Question) => !tappable(text, labelsOf(choices));
}

function partsOf(said: Said[], limits: Limits): Said[] {
  const numbered = said.map((one) => (canBeTapped(one, limits) ? one : withNumbers(one)));
  return limits.joined ? inOneGo(numbered, limits) : numbered;
}

function canBeTapped({ text, prompt }: Said, { tappable }: Limits): boolean {
  return tappable(text, labelsOf(prompt?.choices ?? []));
}

/** Where nothing can be tapped, a choice is answered by its number. */
function withNumbers({ text, prompt }: Said): Said {
  const lines = prompt?.choices?.map(({ label }, at) => `${at + 1}. ${label}`) ?? [];
  return { text: [text, ...lines].join('\n'), prompt };
}

/** One message where it fits, and where what can be tapped still can be. */
function inOneGo(said: Said[], limits: Limits): Said[] {
  const joined: Said[] = [];
  for (const part of said.flatMap((one) => cut(one, limits.text))) {
    const last = joined.at(-1);
    const both = last && { text: `${last.text}\n\n${part.text}`, prompt: part.prompt ?? last.prompt };
    const tapped = [last, part].some((one) => one && canBeTapped(one, limits));
    if (both && both.text.length <= limits.text && (!tapped || canBeTapped(both, limits)))
      joined[joined.length - 1] = both;
    else joined.push(part);
  }
  return joined;
}

/** Between words where there are any. */
function cut({ text, prompt }: Said, longest: number): Said[] {
  if (text.length <= longest) return [{ text, prompt }];
  const space = text.lastIndexOf(' ', longest);
  const end = space > longest / 2 ? space : longest;
  return [
    { text: text.slice(0, end).trimEnd(), prompt: null },
    ...cut({ text: text.slice(end).trimStart(), prompt }, longest),
  ];
}

function labelsOf(choices: Choice[]): string[] {
  return choices.map(({ label }) => label);
}
