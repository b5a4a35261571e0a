/** What a link or a button of ours carries to name the campaign for which somebody comes. */
export function campaignRef(campaignId: number): string {
  return `campaign-${campaignId}`;
}

/** Null for what is none of ours. */
export function readCampaignRef(ref: string): number | null {
  const [, digits] = /^campaign-([1-9]\d{0,14})$/.exec(ref) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Which openings somebody wants to see: from one on, as many as fit, or more about one. */
export type Wanted = { from: number } | { about: number };

/** What a button carries that shows them. */
export function openingsRef(wanted: Wanted): string {
  return 'about' in wanted ? `opening-${wanted.about}` : `openings-${wanted.from}`;
}

/** Null for what is none of ours. */
export function readOpeningsRef(ref: string): Wanted | null {
  const [, one, many] = /^(?:opening-([1-9]\d{0,14})|openings-(\d{1,6}))$/.exec(ref) ?? [];
  if (one !== undefined) return { about: Number(one) };
  return many === undefined ? null : { from: Number(many) };
}
