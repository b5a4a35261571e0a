import { campaignRef, openingsRef, readCampaignRef, readOpeningsRef } from '#channels/campaign-ref.ts';
import type { Card, ChannelKind, Menu } from '#channels/channel.ts';
import { limitsOf } from '#channels/limits.ts';
import { readChoice } from '#interviews/engine/read-choice.ts';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import type { Language } from '#platform/sentences.ts';
import { openingUrl } from './links.ts';
import { findOpening, listOpenings, type Opening } from './openings.ts';
import { words } from './words.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** What is shown of the openings on this channel; null where none is offered, or the channel shows no such thing. */
export async function openingsMenu(
  trx: Trx,
  config: Signing,
  companyId: number,
  { channel, language, from }: { channel: ChannelKind; language: Language; from: number },
): Promise<Menu | null> {
  const most = limitsOf(channel).cards;
  if (!most) return null;
  const found = await listOpenings(trx, companyId, { from, limit: most.cards });
  if (found.length === 0) return from > 0 ? openingsMenu(trx, config, companyId, { channel, language, from: 0 }) : null;
  const many = found.length > most.cards;
  const shown = found.slice(0, many ? most.withMore : most.cards);
  const next = openingsRef({ from: from + shown.length });
  return {
    text: words.openJobs[language],
    choose: words.choose[language],
    cards: shown.map((opening) => card(config, companyId, opening, { language, list: most.list && shown.length > 1 })),
    more: many ? { title: words.moreJobs[language], payload: next } : null,
  };
}

/** One opening alone, with all that can be done about it; null where it is not offered any more. */
export async function openingMenu(
  trx: Trx,
  config: Signing,
  companyId: number,
  { channel, language, about }: { channel: ChannelKind; language: Language; about: number },
): Promise<Menu | null> {
  const opening = limitsOf(channel).cards ? await findOpening(trx, companyId, about) : null;
  if (!opening) return null;
  const { title, subtitle } = opening;
  return {
    text: [title, subtitle].filter(Boolean).join('\n'),
    choose: words.choose[language],
    cards: [card(config, companyId, opening, { language, list: false })],
    more: { title: words.moreJobs[language], payload: openingsRef({ from: 0 }) },
  };
}

/** In a list only one thing can be done about each: where there is more to say, it is said first. */
function card(
  config: Signing,
  companyId: number,
  { campaignId, mode, title, subtitle, hasDescription }: Opening,
  { language, list }: { language: Language; list: boolean },
): Card {
  const begin = { title: (mode === 'inquiry' ? words.ask : words.apply)[language], payload: campaignRef(campaignId) };
  const url = openingUrl(config, { companyId, campaignId });
  const view = { title: words.viewDescription[language], url };
  if (!hasDescription) return { title, subtitle, buttons: [begin] };
  if (list) return { title, subtitle, buttons: [{ ...begin, payload: openingsRef({ about: campaignId }) }] };
  return { title, subtitle, buttons: [begin, view] };
}

/** What a text chooses from a list of numbers: an opening by its number or its title, or the next ones; null: neither. */
export function readPick(text: string, { cards, more }: Menu): { campaignId: number } | { from: number } | null {
  const options = [...cards.map(({ title }) => title), ...(more ? [more.title] : [])];
  const choices = options.map((label, at) => ({ id: String(at), label }));
  const choice = readChoice(text, choices, true);
  if (!choice) return null;
  const [first] = cards[Number(choice.id)]?.buttons ?? [];
  const payload = first && 'payload' in first ? first.payload : (more?.payload ?? '');
  const campaignId = readCampaignRef(payload);
  if (campaignId !== null) return { campaignId };
  const wanted = readOpeningsRef(payload);
  return wanted && 'from' in wanted ? wanted : null;
}

/**
 * The same in words: for the conversation as recruiters read it, and, numbered, for channels where nothing can be tapped.
 * What is longer than `longest` leaves the subtitles out.
 */
export function menuText(menu: Menu, numbered: { hint: string; longest: number } | null = null): string {
  if (numbered) return numberedText(menu, numbered);
  const { text, cards, more } = menu;
  const lines = cards.flatMap(({ title, subtitle, buttons }) => [
    `• ${[title, subtitle].filter(Boolean).join(' – ')}`,
    ...buttons.flatMap((button) => ('url' in button ? [`  ${button.url}`] : [])),
  ]);
  return [text, ...lines, ...(more ? [`… ${more.title}`] : [])].join('\n');
}

function numberedText({ text, cards, more }: Menu, { hint, longest }: { hint: string; longest: number }): string {
  const written = (withSubtitles: boolean) => {
    const titles = cards.map(({ title, subtitle }) =>
      [title, withSubtitles ? subtitle : ''].filter(Boolean).join(' - '),
    );
    const lines = [...titles, ...(more ? [more.title] : [])].map((line, at) => `${at + 1}. ${line}`);
    return [text, ...lines, hint].join('\n');
  };
  const full = written(true);
  return full.length <= longest ? full : written(false);
}
