/** What a link or a button of ours carries to name the campaign for which somebody comes. */
export function campaignRef(campaignId: number): string {
  return `campaign-${campaignId}`;
}

/** Null for what is none of ours. */
export function readCampaignRef(ref: string): number | null {
  const [, digits] = /^campaign-([1-9]\d{0,14})$/.exec(ref) ?? [];
  return digits === undefined ? null : Number(digits);
}
